import fc from 'fast-check';
import { roundHalfUp } from '../numeric/decimal.js';
import { competitionRanks } from './rank.js';

const scores = fc.array(
  fc.integer({ min: 0, max: 400 }).map((quarters) => quarters / 4),
  { minLength: 1, maxLength: 20 },
);
const publish = (values: readonly number[]): string[] => values.map((value) => roundHalfUp(value));

describe('ranks', () => {
  it.each([
    [
      ['86.15', '85.60', '85.60', '83.92'],
      [1, 2, 2, 4],
    ],
    [
      ['70.00', '70.00', '70.00'],
      [1, 1, 1],
    ],
    [
      ['9.99', '10.00', '100.00'],
      [3, 2, 1],
    ],
    [
      ['-1.00', '-2.00'],
      [1, 2],
    ],
    [[], []],
  ])('%j get %j', (published, ranks) => expect(competitionRanks(published)).toEqual(ranks));

  it('a unit whose score rises never falls in rank, and a unit whose score stays never rises by it', () => {
    fc.assert(
      fc.property(scores, fc.nat(), fc.integer({ min: 1, max: 200 }), (values, pick, quarters) => {
        const unit = pick % values.length;
        const before = competitionRanks(publish(values));
        const after = competitionRanks(publish(values.map((value, u) => (u === unit ? value + quarters / 4 : value))));
        before.forEach((rank, u) =>
          u === unit ? expect(after[u]).toBeLessThanOrEqual(rank) : expect(after[u]).toBeGreaterThanOrEqual(rank),
        );
      }),
    );
  });

  it('do not depend on the order in which units are listed', () => {
    fc.assert(
      fc.property(scores, (values) => {
        expect(competitionRanks(publish([...values].reverse())).reverse()).toEqual(competitionRanks(publish(values)));
      }),
    );
  });
});
