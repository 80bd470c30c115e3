// The inner loops of the sequence model in AssemblyScript: matrix products and gate activations on single-precision
// vectors of four. Addresses are bytes. `npm run kernel` builds it; not TypeScript, so other tools pass it over.

/** e^x to single precision (Cephes): 2^n times a polynomial in the rest. */
@inline
function exp4(value: v128): v128 {
  const x = f32x4.max(f32x4.splat(-87), f32x4.min(f32x4.splat(87), value));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.4426950408889634)));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.12194440e-4)));
  let p = f32x4.splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r), f32x4.splat(1));
  return f32x4.mul(p, i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23));
}

@inline
function sigmoid4(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp4(f32x4.neg(x))));
}

@inline
function tanh4(x: v128): v128 {
  const e = exp4(f32x4.mul(f32x4.splat(-2), x));
  return f32x4.sub(f32x4.div(f32x4.splat(2), f32x4.add(f32x4.splat(1), e)), f32x4.splat(1));
}

/** Copies a k x n matrix into panels of eight columns, one panel after the other, so that products read in a row. */
export function pack(b: usize, packed: usize, k: i32, n: i32): void {
  let to = packed;
  for (let j = 0; j < n; j += 8) {
    let from = b + (<usize>j << 2);
    for (let i = 0; i < k; i++) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      to += 32;
      from += <usize>n << 2;
    }
  }
}

/** As {@link pack}, of the transpose of an n x k matrix. */
export function packTransposed(b: usize, packed: usize, k: i32, n: i32): void {
  let to = packed;
  const row = <usize>k << 2;
  for (let j = 0; j < n; j += 8) {
    for (let i = 0; i < k; i++) {
      let from = b + (<usize>(j * k + i) << 2);
      for (let lane = 0; lane < 8; lane++) {
        store<f32>(to, load<f32>(from));
        to += 4;
        from += row;
      }
    }
  }
}

/** C += A B, where A is m x k, B packed k x n; m a multiple of 4, n of 8. */
export function multiply(a: usize, packed: usize, c: usize, m: i32, k: i32, n: i32): void {
  const s = <usize>k << 2;
  const cs = <usize>n << 2;
  for (let j = 0; j < n; j += 8) {
    const panel = packed + (<usize>(j * k) << 2);
    for (let i = 0; i < m; i += 4) {
      let c00 = f32x4.splat(0), c01 = f32x4.splat(0), c10 = f32x4.splat(0), c11 = f32x4.splat(0);
      let c20 = f32x4.splat(0), c21 = f32x4.splat(0), c30 = f32x4.splat(0), c31 = f32x4.splat(0);
      let p0 = a + <usize>i * s;
      let p1 = p0 + s;
      let p2 = p1 + s;
      let p3 = p2 + s;
      let pb = panel;
      const end = panel + (s << 3);
      while (pb < end) {
        const b0 = v128.load(pb), b1 = v128.load(pb, 16);
        let x = v128.load32_splat(p0);
        c00 = f32x4.add(c00, f32x4.mul(x, b0));
        c01 = f32x4.add(c01, f32x4.mul(x, b1));
        x = v128.load32_splat(p1);
        c10 = f32x4.add(c10, f32x4.mul(x, b0));
        c11 = f32x4.add(c11, f32x4.mul(x, b1));
        x = v128.load32_splat(p2);
        c20 = f32x4.add(c20, f32x4.mul(x, b0));
        c21 = f32x4.add(c21, f32x4.mul(x, b1));
        x = v128.load32_splat(p3);
        c30 = f32x4.add(c30, f32x4.mul(x, b0));
        c31 = f32x4.add(c31, f32x4.mul(x, b1));
        p0 += 4;
        p1 += 4;
        p2 += 4;
        p3 += 4;
        pb += 32;
      }
      let pc = c + (<usize>(i * n + j) << 2);
      v128.store(pc, f32x4.add(v128.load(pc), c00));
      v128.store(pc, f32x4.add(v128.load(pc, 16), c01), 16);
      pc += cs;
      v128.store(pc, f32x4.add(v128.load(pc), c10));
      v128.store(pc, f32x4.add(v128.load(pc, 16), c11), 16);
      pc += cs;
      v128.store(pc, f32x4.add(v128.load(pc), c20));
      v128.store(pc, f32x4.add(v128.load(pc, 16), c21), 16);
      pc += cs;
      v128.store(pc, f32x4.add(v128.load(pc), c30));
      v128.store(pc, f32x4.add(v128.load(pc, 16), c31), 16);
    }
  }
}

/** Rows of a transposed product that are taken together, so that their panel of B stays in the nearest cache. */
const ROWS: i32 = 64;

/** C += Aᵀ B, where A is k x m and B k x n; m a multiple of 4, n of 8; `scratch` holds 512 numbers. */
export function multiplyTransposed(a: usize, b: usize, c: usize, m: i32, k: i32, n: i32, scratch: usize): void {
  const as = <usize>m << 2;
  const bs = <usize>n << 2;
  for (let from = 0; from < k; from += ROWS) {
    const rows = min<i32>(ROWS, k - from);
    for (let j = 0; j < n; j += 8) {
      let source = b + <usize>from * bs + (<usize>j << 2);
      const end = scratch + (<usize>rows << 5);
      for (let to = scratch; to < end; to += 32) {
        v128.store(to, v128.load(source));
        v128.store(to, v128.load(source, 16), 16);
        source += bs;
      }
      for (let i = 0; i < m; i += 4) {
        let c00 = f32x4.splat(0), c01 = f32x4.splat(0), c10 = f32x4.splat(0), c11 = f32x4.splat(0);
        let c20 = f32x4.splat(0), c21 = f32x4.splat(0), c30 = f32x4.splat(0), c31 = f32x4.splat(0);
        let pa = a + <usize>from * as + (<usize>i << 2);
        let pb = scratch;
        while (pb < end) {
          const b0 = v128.load(pb), b1 = v128.load(pb, 16);
          let x = v128.load32_splat(pa);
          c00 = f32x4.add(c00, f32x4.mul(x, b0));
          c01 = f32x4.add(c01, f32x4.mul(x, b1));
          x = v128.load32_splat(pa, 4);
          c10 = f32x4.add(c10, f32x4.mul(x, b0));
          c11 = f32x4.add(c11, f32x4.mul(x, b1));
          x = v128.load32_splat(pa, 8);
          c20 = f32x4.add(c20, f32x4.mul(x, b0));
          c21 = f32x4.add(c21, f32x4.mul(x, b1));
          x = v128.load32_splat(pa, 12);
          c30 = f32x4.add(c30, f32x4.mul(x, b0));
          c31 = f32x4.add(c31, f32x4.mul(x, b1));
          pa += as;
          pb += 32;
        }
        let pc = c + (<usize>(i * n + j) << 2);
        v128.store(pc, f32x4.add(v128.load(pc), c00));
        v128.store(pc, f32x4.add(v128.load(pc, 16), c01), 16);
        pc += bs;
        v128.store(pc, f32x4.add(v128.load(pc), c10));
        v128.store(pc, f32x4.add(v128.load(pc, 16), c11), 16);
        pc += bs;
        v128.store(pc, f32x4.add(v128.load(pc), c20));
        v128.store(pc, f32x4.add(v128.load(pc, 16), c21), 16);
        pc += bs;
        v128.store(pc, f32x4.add(v128.load(pc), c30));
        v128.store(pc, f32x4.add(v128.load(pc, 16), c31), 16);
      }
    }
  }
}

/** Every one of `rows` rows becomes `row`; n a multiple of 4. */
export function fillRows(row: usize, c: usize, rows: i32, n: i32): void {
  const bytes = <usize>n << 2;
  for (let i = 0; i < rows; i++) {
    for (let at: usize = 0; at < bytes; at += 16) v128.store(c + at, v128.load(row + at));
    c += bytes;
  }
}

/** row += the sum of `rows` rows; n a multiple of 4. */
export function sumRows(a: usize, row: usize, rows: i32, n: i32): void {
  const bytes = <usize>n << 2;
  for (let i = 0; i < rows; i++) {
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(row + at, f32x4.add(v128.load(row + at), v128.load(a + at)));
    }
    a += bytes;
  }
}

/** Gates of one step, activated in place: z is rows x 4h (input, forget, cell, output); h a multiple of 4. */
export function gatesForward(z: usize, before: usize, cell: usize, out: usize, rows: i32, h: i32): void {
  const s = <usize>h << 2;
  for (let i = 0; i < rows; i++) {
    for (let at: usize = 0; at < s; at += 16) {
      const q = z + at;
      const input = sigmoid4(v128.load(q));
      const forget = sigmoid4(v128.load(q + s));
      const fresh = tanh4(v128.load(q + 2 * s));
      const output = sigmoid4(v128.load(q + 3 * s));
      v128.store(q, input);
      v128.store(q + s, forget);
      v128.store(q + 2 * s, fresh);
      v128.store(q + 3 * s, output);
      const c = f32x4.add(f32x4.mul(forget, v128.load(before + at)), f32x4.mul(input, fresh));
      v128.store(cell + at, c);
      v128.store(out + at, f32x4.mul(output, tanh4(c)));
    }
    z += 4 * s;
    before += s;
    cell += s;
    out += s;
  }
}

/** Gradients of one step: activated gates in z become their gradients; dCell comes from the later step and goes on. */
export function gatesBackward(
  z: usize, before: usize, cell: usize, dOut: usize, dCell: usize, rows: i32, h: i32,
): void {
  const s = <usize>h << 2;
  const one = f32x4.splat(1);
  for (let i = 0; i < rows; i++) {
    for (let at: usize = 0; at < s; at += 16) {
      const q = z + at;
      const input = v128.load(q);
      const forget = v128.load(q + s);
      const fresh = v128.load(q + 2 * s);
      const output = v128.load(q + 3 * s);
      const t = tanh4(v128.load(cell + at));
      const g = v128.load(dOut + at);
      const through = f32x4.mul(f32x4.mul(g, output), f32x4.sub(one, f32x4.mul(t, t)));
      const d = f32x4.add(v128.load(dCell + at), through);
      v128.store(q, f32x4.mul(f32x4.mul(d, fresh), f32x4.mul(input, f32x4.sub(one, input))));
      const old = v128.load(before + at);
      v128.store(q + s, f32x4.mul(f32x4.mul(d, old), f32x4.mul(forget, f32x4.sub(one, forget))));
      v128.store(q + 2 * s, f32x4.mul(f32x4.mul(d, input), f32x4.sub(one, f32x4.mul(fresh, fresh))));
      v128.store(q + 3 * s, f32x4.mul(f32x4.mul(g, t), f32x4.mul(output, f32x4.sub(one, output))));
      v128.store(dCell + at, f32x4.mul(d, forget));
    }
    z += 4 * s;
    before += s;
    cell += s;
    dOut += s;
    dCell += s;
  }
}

/** One step of Adam on n parameters (a multiple of 4), the gradients times `scale`, the parameters times `keep` first. */
export function adam(
  w: usize, g: usize, mean: usize, square: usize, n: i32, scale: f32, keep: f32, rate: f32, floor: f32,
): void {
  const bytes = <usize>n << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const d = f32x4.mul(v128.load(g + at), f32x4.splat(scale));
    const m = f32x4.add(
      f32x4.mul(f32x4.splat(0.9), v128.load(mean + at)),
      f32x4.mul(f32x4.splat(0.1), d),
    );
    const v = f32x4.add(
      f32x4.mul(f32x4.splat(0.999), v128.load(square + at)),
      f32x4.mul(f32x4.splat(0.001), f32x4.mul(d, d)),
    );
    v128.store(mean + at, m);
    v128.store(square + at, v);
    const step = f32x4.div(f32x4.mul(f32x4.splat(rate), m), f32x4.add(f32x4.sqrt(v), f32x4.splat(floor)));
    v128.store(w + at, f32x4.sub(f32x4.mul(v128.load(w + at), f32x4.splat(keep)), step));
  }
}
