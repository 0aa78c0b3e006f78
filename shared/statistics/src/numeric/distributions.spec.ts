import { largestDifference } from '../../reference/read-reference.js';
import { betaQuantile } from './beta.js';
import { exp, ln } from './elementary.js';
import { normalCdf, normalQuantile } from './normal.js';
import { seededNormals } from './seeded-normals.js';
import { studentTCdf, studentTQuantile } from './student-t.js';

describe('quantiles and probabilities are those of R 4.2.2', () => {
  it.each([
    ['qnorm(0.975)', normalQuantile(0.975), 1.959963984540054],
    ['qnorm(0.001)', normalQuantile(0.001), -3.090232306167814],
    ['pnorm(-1)', normalCdf(-1), 0.158655253931457],
    ['pnorm(-5)', normalCdf(-5), 2.866515718791939e-7],
    ['qt(0.975, 8)', studentTQuantile(0.975, 8), 2.306004135204166],
    ['qt(0.975, 1032)', studentTQuantile(0.975, 1032), 1.962265349473027],
    ['qt(0.0005, 32)', studentTQuantile(0.0005, 32), -3.621802259867494],
    ['pt(-2, 8)', studentTCdf(-2, 8), 0.04025811897863131],
    ['pt(3.5, 32)', studentTCdf(3.5, 32), 0.999303642721166],
    ['qbeta(0.975, 2, 8)', betaQuantile(0.975, 2, 8), 0.482496514917337],
    ['qbeta(0.025, 0.7, 120.5)', betaQuantile(0.025, 0.7, 120.5), 3.737623512906244e-5],
    ['exp(-0.1)', exp(-0.1), 0.9048374180359595],
  ])('%s', (_, actual, expected) => expect(largestDifference([actual], [expected])).toBeLessThan(1e-12));

  it('outside their range they are misuse', () => {
    expect(() => normalQuantile(1)).toThrow(RangeError);
    expect(() => normalCdf(NaN)).toThrow(RangeError);
    expect(() => studentTQuantile(0.975, 0)).toThrow(RangeError);
    expect(() => studentTQuantile(0.975, Infinity)).toThrow(RangeError);
    expect(() => ln(0)).toThrow(RangeError);
    expect(() => exp(NaN)).toThrow(RangeError);
    expect(() => studentTCdf(1, 0)).toThrow(RangeError);
    expect(() => betaQuantile(0.5, 0, 0)).toThrow(RangeError);
  });

  it('a beta distribution with a shape of zero lies on one end', () => {
    expect(betaQuantile(0.3, 0, 2)).toBe(0);
    expect(betaQuantile(0.3, 2, 0)).toBe(1);
  });

  it('exponentials agree with the engine to the last places, and undo logarithms', () => {
    const xs = [-744, -720, -708, -40.5, -1e-10, 0, 1e-300, 0.3, 0.35, 1, 20, 709, 709.7];
    for (const x of xs) expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(4e-16 * Math.exp(x) + 5e-324);
    for (let x = -30; x < 30; x += 0.37) expect(Math.abs(ln(exp(x)) - x)).toBeLessThan(1e-14);
    expect([exp(800), exp(-800), exp(Infinity), exp(-Infinity), exp(0)]).toEqual([Infinity, 0, Infinity, 0, 1]);
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
