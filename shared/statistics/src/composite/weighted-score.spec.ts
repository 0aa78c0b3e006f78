import { roundHalfUp } from '../numeric/decimal.js';
import { competitionRanks } from '../ranking/rank.js';
import { weightedScore } from './weighted-score.js';

const published = (components: [share: number, value: number | null][]): string | null => {
  const { score } = weightedScore(components.map(([share, value]) => ({ share, value })));
  return score === null ? null : roundHalfUp(score);
};

describe('a composite score', () => {
  it.each<[string, [number, number | null][], string]>([
    [
      'a department by its part of three indicators',
      [
        [10 * 0.6, 82.5],
        [5 * 1, 76],
        [8 * 0.25, 90],
      ],
      '81.15',
    ],
    [
      'open 0.4 and covert 0.6: T01',
      [
        [0.4, 91.1],
        [0.6, 82.4],
      ],
      '85.88',
    ],
    [
      'open 0.4 and covert 0.6: T02',
      [
        [0.4, 88],
        [0.6, 84],
      ],
      '85.60',
    ],
    [
      'open 0.4 and covert 0.6: T03',
      [
        [0.4, 95.5],
        [0.6, 76.2],
      ],
      '83.92',
    ],
    [
      'open 0.4 and covert 0.6: T04',
      [
        [0.4, 83.3],
        [0.6, 88.05],
      ],
      '86.15',
    ],
    [
      'civility, water, demolition at 6 : 3 : 4',
      [
        [6, 90],
        [3, 80],
        [4, 85],
      ],
      '86.15',
    ],
    [
      'a missing part leaves its share to the rest',
      [
        [6, 90],
        [3, null],
        [4, 85],
      ],
      '88.00',
    ],
    [
      'a half at the third decimal goes up',
      [
        [0.5, 80],
        [0.5, 80.01],
      ],
      '80.01',
    ],
  ])('%s', (_, components, score) => expect(published(components)).toBe(score));

  it('ranks on what is published: T04, T01, T02, T03', () => {
    expect(competitionRanks(['85.88', '85.60', '83.92', '86.15'])).toEqual([2, 3, 4, 1]);
  });

  it('says how much of the whole had a value', () => {
    expect(
      weightedScore([
        { share: 3, value: 50 },
        { share: 2, value: null },
      ]),
    ).toEqual({ score: 50, presentShare: 0.6 });
    expect(weightedScore([{ share: 3, value: null }])).toEqual({ score: null, presentShare: 0 });
    expect(weightedScore([])).toEqual({ score: null, presentShare: 0 });
  });

  it('has positive shares only', () => {
    expect(() => weightedScore([{ share: 0, value: 1 }])).toThrow(RangeError);
    expect(() => weightedScore([{ share: NaN, value: 1 }])).toThrow(RangeError);
  });
});
