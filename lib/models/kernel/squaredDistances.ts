/**
 * Squared Euclidean distances between all pairs of points, rows x rows. A hot loop: two points
 * against four at a time, so that each number read serves several products.
 * @param points rows x `width` coordinates, row after row
 */
export function squaredDistances(points: Float64Array, rows: number, width: number): Float64Array {
  const distances = new Float64Array(rows * rows);
  const norms = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let norm = 0;
    for (let k = i * width; k < (i + 1) * width; k++) norm += (points[k] as number) ** 2;
    norms[i] = norm;
  }
  const set = (i: number, j: number, product: number) => {
    const distance = i === j ? 0 : Math.max((norms[i] as number) + (norms[j] as number) - 2 * product, 0);
    distances[i * rows + j] = distance;
    distances[j * rows + i] = distance;
  };
  for (let i = 0; i < rows; i += 2) {
    const second = Math.min(i + 1, rows - 1); // past the last point the last one is taken again
    const a = i * width;
    const b = second * width;
    for (let j = 0; j <= second; j += 4) {
      const j1 = Math.min(j + 1, second);
      const j2 = Math.min(j + 2, second);
      const j3 = Math.min(j + 3, second);
      const p = j * width;
      const q = j1 * width;
      const r = j2 * width;
      const s = j3 * width;
      let ap = 0;
      let aq = 0;
      let ar = 0;
      let as = 0;
      let bp = 0;
      let bq = 0;
      let br = 0;
      let bs = 0;
      for (let k = 0; k < width; k++) {
        const va = points[a + k] as number;
        const vb = points[b + k] as number;
        const vp = points[p + k] as number;
        const vq = points[q + k] as number;
        const vr = points[r + k] as number;
        const vs = points[s + k] as number;
        ap += va * vp;
        aq += va * vq;
        ar += va * vr;
        as += va * vs;
        bp += vb * vp;
        bq += vb * vq;
        br += vb * vr;
        bs += vb * vs;
      }
      set(i, j, ap);
      set(i, j1, aq);
      set(i, j2, ar);
      set(i, j3, as);
      set(second, j, bp);
      set(second, j1, bq);
      set(second, j2, br);
      set(second, j3, bs);
    }
  }
  return distances;
}

/** e^(−gamma · distance) for a symmetric matrix of squared distances. */
export function gaussianKernel(distances: Float64Array, rows: number, gamma: number): Float32Array {
  const kernel = new Float32Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      const value = Math.exp(-gamma * (distances[i * rows + j] as number));
      kernel[i * rows + j] = value;
      kernel[j * rows + i] = value;
    }
  }
  return kernel;
}
