import { largestDifference } from '../../reference/read-reference.js';
import { ln } from './elementary.js';
import { normalCdf, normalQuantile } from './normal.js';
import { seededNormals } from './seeded-normals.js';
import { studentTQuantile } from './student-t.js';

describe('quantiles and probabilities are those of R 4.2.2', () => {
  it.each([
    ['qnorm(0.975)', normalQuantile(0.975), 1.959963984540054],
    ['qnorm(0.001)', normalQuantile(0.001), -3.090232306167814],
    ['pnorm(-1)', normalCdf(-1), 0.158655253931457],
    ['pnorm(-5)', normalCdf(-5), 2.866515718791939e-7],
    ['qt(0.975, 8)', studentTQuantile(0.975, 8), 2.306004135204166],
    ['qt(0.975, 1032)', studentTQuantile(0.975, 1032), 1.962265349473027],
    ['qt(0.0005, 32)', studentTQuantile(0.0005, 32), -3.621802259867494],
  ])('%s', (_, actual, expected) => expect(largestDifference([actual], [expected])).toBeLessThan(1e-12));

  it('outside their range they are misuse', () => {
    expect(() => normalQuantile(1)).toThrow(RangeError);
    expect(() => normalCdf(NaN)).toThrow(RangeError);
    expect(() => studentTQuantile(0.975, 0)).toThrow(RangeError);
    expect(() => studentTQuantile(0.975, Infinity)).toThrow(RangeError);
    expect(() => ln(0)).toThrow(RangeError);
  });

  it('logarithms agree with the engine to the last places', () => {
    for (const x of [1e-300, 0.1, 1, 2, 1.4048, 12345.678, 1e300]) expect(ln(x)).toBeCloseTo(Math.log(x), 12);
  });
});

describe('seeded normal draws', () => {
  const draws = seededNormals(20211001, 100_000);

  it('are the same for the same seed, in this engine and the next', () => {
    expect(seededNormals(20211001, 3)).toEqual(draws.slice(0, 3));
    expect([...draws.slice(0, 3)]).toEqual([-2.1498598511170988, 0.27984227515811944, -1.4057185059762887]);
    expect(seededNormals(20211002, 3)).not.toEqual(draws.slice(0, 3));
  });

  it('have the mean, spread and tails of a normal, within four standard errors', () => {
    const n = draws.length;
    const moment = (power: number): number => draws.reduce((sum, z) => sum + z ** power, 0) / n;
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
    const beyond = draws.filter((z) => Math.abs(z) > 1.959963984540054).length / n;
    expect(Math.abs(beyond - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / n));
  });

  it('of neighbouring draws and seeds are unrelated', () => {
    const other = seededNormals(20211002, draws.length);
    const n = draws.length;
    const correlation = (a: Float64Array, b: Float64Array, lag: number): number =>
      a.slice(0, n - lag).reduce((sum, z, i) => sum + z * b[i + lag]!, 0) / n;
    expect(Math.abs(correlation(draws, draws, 1))).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(correlation(draws, other, 0))).toBeLessThan(4 / Math.sqrt(n));
  });

  it('need a seed of 32 bits', () => {
    expect(() => seededNormals(0.5, 1)).toThrow(RangeError);
    expect(() => seededNormals(2 ** 33, 1)).toThrow(RangeError);
  });
});
