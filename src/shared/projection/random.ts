/** Numbers in [0, 1), uniform. */
export type Random = () => number;

/**
 * A random stream that is the same for the same seed on every machine: sfc32 (Chris Doty-Humphrey's PractRand),
 * 32 bits a draw, its first 15 draws thrown away so that near seeds give unrelated streams.
 */
export function createRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let counter = Math.floor(seed / 2 ** 32) | 1;
  const next: Random = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let draw = 0; draw < 15; draw++) next();
  return next;
}
