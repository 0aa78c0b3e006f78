import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { normalQuantile } from './normal.js';

/** Outputs thrown away at the start: the generator spreads a small seed over its state only after some steps. */
const WARM_UP = 64;

/**
 * Standard normal draws from a seed (按种子生成的正态随机数), the same doubles in every engine: xoroshiro128+ for 52 uniform
 * bits in the open interval (0, 1), then the normal quantile.
 *
 * @param seed whole number of 32 bits, published with the result
 */
export function seededNormals(seed: number, count: number): Float64Array {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`a count is a whole number, got ${count}`);
  const generator = seededGenerator(seed);
  const draws = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const high = generator.next() & 0x3ff_ffff;
    const low = generator.next() & 0x3ff_ffff;
    draws[i] = normalQuantile((high * 0x400_0000 + low + 0.5) * Number.EPSILON);
  }
  return draws;
}

/** The generator behind all draws (随机数发生器), past its first steps: 32 bits an output, as a signed whole number. */
export function seededGenerator(seed: number): { next(): number } {
  if (!Number.isInteger(seed) || seed < -0x8000_0000 || seed > 0xffff_ffff) {
    throw new RangeError(`a seed is a whole number of 32 bits, got ${seed}`);
  }
  const generator = xoroshiro128plus(seed);
  for (let i = 0; i < WARM_UP; i++) generator.next();
  return generator;
}
