import fc from 'fast-check';
import { readReference } from '../../reference/read-reference.js';
import { countRankSets, signTest } from './count-rank-sets.js';

const { counts } = readReference<{
  counts: {
    votes: number[];
    p: number[];
    pairs: [number, number][];
    simultaneous: [number, number][];
    marginal: [number, number][];
  }[];
}>('rank-sets-draws');

describe('rank sets of counts', () => {
  it.each(counts.map((own, i) => ({ ...own, confidence: [0.95, 0.9, 0.95][i]! })))(
    'votes $votes: exact tests of pairs and Holm as in R',
    ({ votes, p, pairs, simultaneous, marginal, confidence }) => {
      const sets = countRankSets(votes, confidence);
      expect(sets.simultaneous.map(({ ranks }) => ranks)).toEqual(simultaneous);
      expect(sets.marginal.map(({ ranks }) => ranks)).toEqual(marginal);
      pairs.forEach(([winner, loser], i) => {
        const own = signTest(votes[winner - 1]!, votes[winner - 1]! + votes[loser - 1]!);
        expect(Math.abs(own - p[i]!)).toBeLessThan(1e-12 * Math.max(1e-3, p[i]!));
      });
    },
  );

  it('large counts neither overflow nor vanish', () => {
    // R: pbinom(500500 - 1, 1e6, 0.5, lower.tail = FALSE)
    expect(Math.abs(signTest(500_500, 1_000_000) - 0.158897345681653)).toBeLessThan(1e-9);
    expect(signTest(900_000, 1_000_000)).toBe(0);
    expect(signTest(0, 0)).toBe(1);
  });

  it('contain the rank of the count, whatever the order of units', () => {
    const votes = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(votes, (list) => {
        const sets = countRankSets(list);
        const turned = countRankSets([...list].reverse());
        expect(turned.simultaneous).toEqual([...sets.simultaneous].reverse());
        list.forEach((own, unit) => {
          for (const { ranks } of [sets.simultaneous[unit]!, sets.marginal[unit]!]) {
            expect(ranks[0]).toBeLessThanOrEqual(1 + list.filter((other) => other > own).length);
            expect(ranks[1]).toBeGreaterThanOrEqual(list.filter((other) => other >= own).length);
          }
        });
      }),
      { numRuns: 40 },
    );
  });

  it.each([[[1.5, 2]], [[-1, 2]], [[NaN]]])('votes %j are misuse', (votes) => {
    expect(() => countRankSets(votes)).toThrow(RangeError);
  });
});
