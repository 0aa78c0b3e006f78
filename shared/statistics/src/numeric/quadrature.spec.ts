import { integrate, normalMean, solveIncreasing } from './quadrature.js';

describe('quadrature', () => {
  it.each<[string, number, number]>([
    ['∫ x² over 0 to 3', integrate((x) => x * x, 0, 3, 1e-12), 9],
    ['∫ |x| over −1 to 2, with an edge', integrate(Math.abs, -1, 2, 1e-12), 2.5],
    ['∫ of nothing', integrate(Math.abs, 1, 1, 1e-12), 0],
    [
      'a narrow peak in a wide interval',
      integrate((x) => 1 / (1 + 1e6 * (x - 0.3) ** 2), 0, 1, 1e-13),
      0.003136830762145301,
    ],
    ['E 1', normalMean(() => 1), 1],
    ['E Z²', normalMean((z) => z * z), 1],
    ['P(Z > 1)', normalMean(() => 1, 1), 0.15865525393145707],
    [
      'a step too steep for the trapezoidal rule',
      normalMean((z) => 1 / (1 + Math.exp(-200 * (z - 0.1)))),
      0.460173794981164,
    ],
  ])('%s', (_, value, expected) => {
    expect(Math.abs(value - expected)).toBeLessThan(1e-11);
  });

  it('a function is solved where it passes the value, kinks and all', () => {
    const root = (f: (x: number) => number, value: number, ends: [number, number]) =>
      solveIncreasing(f, value, ends, { at: ends[1], slope: 1 }, 1e-13);
    expect(Math.abs(root((x) => x ** 3, 2, [0, 5]) - Math.cbrt(2))).toBeLessThan(1e-12);
    expect(Math.abs(root((x) => (x < 1 ? x / 10 : 10 * x - 9.9), 0.5, [0, 3]) - 1.04)).toBeLessThan(1e-12);
  });

  it('an interval without ends is misuse', () => {
    expect(() => integrate(Math.abs, 0, Infinity, 1e-9)).toThrow(RangeError);
  });
});
