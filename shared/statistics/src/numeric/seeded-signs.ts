import { seededGenerator } from './seeded-normals.js';

/**
 * Signs +1 and −1, each as likely as the other, from a seed (按种子生成的正负号), the same in every engine: the highest bit of
 * each output of the generator.
 *
 * @param seed whole number of 32 bits, published with the result
 */
export function seededSigns(seed: number, count: number): Int8Array {
  const generator = seededGenerator(seed);
  const signs = new Int8Array(count);
  for (let i = 0; i < count; i++) signs[i] = generator.next() < 0 ? -1 : 1;
  return signs;
}
