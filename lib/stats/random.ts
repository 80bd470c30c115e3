/** The next number of a stream, uniform in [0, 1). */
export type Random = () => number;

/**
 * A stream of uniform numbers in [0, 1) with 53 random bits each, the same for the same seed on every machine.
 * Generator: xoshiro128** with its state filled by splitmix32, so that neighbouring seeds share nothing.
 * @param seed any finite number; only its low 32 bits (as an integer) count
 * @see Blackman & Vigna 2021, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4)
 */
export function seededRandom(seed: number): Random {
  let mixer = seed | 0;
  const word = () => {
    mixer = (mixer + 0x9e3779b9) | 0;
    let z = Math.imul(mixer ^ (mixer >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let s0 = word();
  let s1 = word();
  let s2 = word();
  let s3 = word();
  const next = () => {
    const scrambled = Math.imul(s1, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    return result;
  };
  return () => ((next() >>> 5) * 67_108_864 + (next() >>> 6)) / 9_007_199_254_740_992;
}
