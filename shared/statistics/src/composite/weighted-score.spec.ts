import { roundHalfUp } from '../numeric/decimal.js';
import { weightedScore } from './weighted-score.js';

const published = (components: [share: number, value: number | null][]): string | null => {
  const { score } = weightedScore(components.map(([share, value]) => ({ share, value })));
  return score === null ? null : roundHalfUp(score);
};

describe('a composite score', () => {
  it.each<[string, [number, number | null][], string]>([
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
