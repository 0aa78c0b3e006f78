import { composeEstimates } from './compose-estimates.js';

const estimates = [
  { code: 'a', value: 80 },
  { code: 'b', value: 60 },
  { code: 'c', value: null },
];
const covariance = Float64Array.of(4, 1, 0, 1, 9, 0, 0, 0, 0);
const parts = (...list: [string, number][]) => list.map(([code, share]) => ({ code, share }));

describe('composites of estimates', () => {
  it('shares are of any sum; the covariance counts what parts have in common', () => {
    const { composites, covariance: own } = composeEstimates(estimates, covariance, [
      { id: 'x', parts: parts(['a', 3], ['b', 1]) },
      { id: 'y', parts: parts(['b', 2]) },
    ]);
    // 0.75² · 4 + 2 · 0.75 · 0.25 · 1 + 0.25² · 9 = 3.1875
    expect(composites[0]).toEqual({
      id: 'x',
      score: 75,
      standardError: Math.sqrt(3.1875),
      presentShare: 1,
      missing: [],
    });
    expect(own).toEqual([
      [3.1875, 3],
      [3, 9],
    ]);
  });

  it('a part without value gives its share to the others, and is named', () => {
    const { composites } = composeEstimates(estimates, covariance, [
      { id: 'x', parts: parts(['a', 1], ['c', 3]) },
      { id: 'none', parts: parts(['c', 1]) },
    ]);
    expect(composites).toEqual([
      { id: 'x', score: 80, standardError: 2, presentShare: 0.25, missing: ['c'] },
      { id: 'none', score: null, standardError: null, presentShare: 0, missing: ['c'] },
    ]);
  });

  it.each([[parts(['z', 1])], [parts(['a', 1], ['a', 1])], [parts(['a', 0])]])('parts %j are misuse', (list) => {
    expect(() => composeEstimates(estimates, covariance, [{ id: 'x', parts: list }])).toThrow(RangeError);
  });
});
