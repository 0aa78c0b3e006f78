import fc from 'fast-check';
import { publishedUnits, roundHalfUp } from './decimal.js';

describe('a published decimal is rounded half-up at its last place', () => {
  it.each([
    [2.675, '2.68'],
    [1.005, '1.01'],
    [-0.005, '-0.01'],
    [-0.004, '0.00'],
    [0.005, '0.01'],
    [0.0049999, '0.00'],
    [0, '0.00'],
    [-0, '0.00'],
    [77.945, '77.95'],
    [77.94499999999999, '77.95'], // the double next below: rounding noise, not a different number
    [77.9449, '77.94'],
    [99.995, '100.00'],
    [100, '100.00'],
    [81.15384615384616, '81.15'],
    [0.1 + 0.2, '0.30'],
    [1e-300, '0.00'],
    [999999.999, '1000000.00'],
    [123456789.125, '123456789.13'],
  ])('%d is published as %s', (value, published) => expect(roundHalfUp(value)).toBe(published));

  it.each([
    [0.5, 0, '1'],
    [-1.5, 0, '-2'],
    [12.3456, 3, '12.346'],
    [0.00005, 4, '0.0001'],
  ])('%d with %d places is %s', (value, places, published) => expect(roundHalfUp(value, places)).toBe(published));

  it.each([NaN, Infinity, -Infinity, 1e9, -1e12])('%d cannot be published', (value) =>
    expect(() => roundHalfUp(value)).toThrow(RangeError),
  );

  it('any decimal of up to six places rounds as schoolbook arithmetic on its digits does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (millionths) => {
        const magnitude = Math.abs(millionths);
        const hundredths = Math.floor(magnitude / 10_000) + (magnitude % 10_000 >= 5000 ? 1 : 0);
        const text = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
        expect(roundHalfUp(millionths / 1e6)).toBe(millionths < 0 && hundredths > 0 ? `-${text}` : text);
      }),
    );
  });

  it('published decimals compare as whole numbers', () => {
    expect(publishedUnits('77.94')).toBe(7794);
    expect(publishedUnits('-0.50')).toBe(-50);
    expect(() => publishedUnits('7,9')).toThrow(RangeError);
  });
});
