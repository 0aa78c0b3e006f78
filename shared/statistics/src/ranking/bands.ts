import { publishedUnits } from '../numeric/decimal.js';

/** What a band is drawn from: a unit's published score and its simultaneous rank set. */
export interface BandMember {
  readonly published: string;
  readonly rankSet: readonly [number, number];
}

/**
 * Bands (档): runs of units, in the order of published scores, whose simultaneous rank sets all contain a common rank. Drawn
 * from the top: a band goes on as long as the sets still share a rank, and the next unit that does not fit opens the next
 * band. Units with equal published scores enter together. Inside a band the order says nothing; two units of different
 * bands need not be separated from each other.
 *
 * @returns the band of each unit, 1 the best, in the order given
 * @throws RangeError when a rank set does not contain the rank of its published score
 * @example sets [1,2], [1,3], [2,3], [4,4] for falling scores: bands 1, 1, 1, 2 (2 is common to the first three)
 */
export function bands(members: readonly BandMember[]): number[] {
  const scores = members.map(({ published }) => publishedUnits(published));
  members.forEach(({ rankSet: [best, worst] }, i) => {
    const rank = 1 + scores.filter((other) => other > scores[i]!).length;
    if (!(best <= rank && rank <= worst))
      throw new RangeError(`rank set ${best}–${worst} does not contain rank ${rank}`);
  });
  const result = new Array<number>(members.length).fill(0);
  let band = 0;
  let common: [number, number] = [Infinity, -Infinity];
  for (const score of [...new Set(scores)].sort((a, b) => b - a)) {
    const together = members.flatMap((_, i) => (scores[i] === score ? [i] : []));
    // Units of one score have one rank, which all their sets contain, so they always fit together.
    const own: [number, number] = [
      Math.max(...together.map((i) => members[i]!.rankSet[0])),
      Math.min(...together.map((i) => members[i]!.rankSet[1])),
    ];
    const shared: [number, number] = [Math.max(common[0], own[0]), Math.min(common[1], own[1])];
    const fits = band > 0 && shared[0] <= shared[1];
    if (!fits) band++;
    common = fits ? shared : own;
    for (const i of together) result[i] = band;
  }
  return result;
}
