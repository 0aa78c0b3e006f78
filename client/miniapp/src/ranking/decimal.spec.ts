import { halfUp } from './decimal.js';

describe('a published decimal on the phone', () => {
  it.each([
    ['77.94', 1, '77.9'],
    ['77.95', 1, '78.0'],
    ['80.55', 1, '80.6'],
    ['1.25', 1, '1.3'],
    ['9.95', 1, '10.0'],
    ['99.99', 1, '100.0'],
    ['1.005', 2, '1.01'],
    ['84.3', 1, '84.3'],
    ['84', 1, '84.0'],
    ['84.5', 0, '85'],
    ['0.04', 1, '0.0'],
  ])('%s to %i places is %s: a half goes up, on the digits', (decimal, places, expected) => {
    expect(halfUp(decimal, places)).toBe(expected);
  });

  it.each([
    ['-2.65', '-2.7'],
    ['-2.64', '-2.6'],
    ['+2.40', '2.4'],
    ['-0.04', '0.0'],
  ])('%s is %s: a half goes away from zero, and nothing is called minus zero', (decimal, expected) => {
    expect(halfUp(decimal, 1)).toBe(expected);
  });

  it.each(['', 'abc', '1e3', '1,5', '.5', '1.'])('“%s” is not a plain decimal and is refused', (text) => {
    expect(() => halfUp(text, 1)).toThrow(RangeError);
  });
});
