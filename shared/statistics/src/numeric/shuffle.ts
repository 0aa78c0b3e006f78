import { seededGenerator } from './seeded-normals.js';

/** Whole numbers from 0 below `bound`, each as likely as the others, from a seed. */
export interface Chance {
  below(bound: number): number;
}

/** Uniform whole numbers from a seed (按种子生成的均匀随机数), the same in every engine; values that would favour some are redrawn. */
export function seededChance(seed: number): Chance {
  const generator = seededGenerator(seed);
  return {
    below(bound) {
      // 30 high bits: the lowest ones of this generator are its weakest.
      const usable = 0x4000_0000 - (0x4000_0000 % bound);
      for (;;) {
        const value = generator.next() >>> 2;
        if (value < usable) return value % bound;
      }
    },
  };
}

/** Puts a stretch of a list into random order, in place. Fisher–Yates. */
export function shuffle(list: Int32Array | Uint8Array, chance: Chance, from = 0, to = list.length): void {
  for (let i = to - 1; i > from; i--) {
    const j = from + chance.below(i - from + 1);
    const kept = list[i]!;
    list[i] = list[j]!;
    list[j] = kept;
  }
}
