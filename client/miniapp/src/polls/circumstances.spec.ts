import { isCircumstances, newCircumstances } from './circumstances.js';

describe('the circumstances of a sheet', () => {
  it.each([
    [0, 1],
    [0.5, 1_073_741_824],
    [1 - 2 ** -53, 2_147_483_646],
  ])('chance %d makes seed %i', (chance, seed) => {
    expect(newCircumstances(() => chance, '2026-10-16T06:30:00.000Z')).toEqual({
      seed,
      startedAt: '2026-10-16T06:30:00.000Z',
    });
  });

  it.each([
    [{ seed: 7, startedAt: '2026-10-16T06:30:00.000Z' }, true],
    [{ seed: 7 }, false],
    [{ seed: '7', startedAt: '2026-10-16T06:30:00.000Z' }, false],
    [{ seed: 7, startedAt: 'once' }, false],
    [undefined, false],
    [null, false],
  ])('kept as %j they are known: %s', (kept, expected) => {
    expect(isCircumstances(kept)).toBe(expected);
  });
});
