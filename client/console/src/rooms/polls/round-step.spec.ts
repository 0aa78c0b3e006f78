import { roundStep } from './round-step.js';

describe('the step of a scale of counts', () => {
  it.each([
    [2400, 4, 600],
    [1000, 4, 250],
    [358, 4, 100],
    [40, 4, 10],
    [7, 4, 2],
    [4, 4, 1],
    [0, 4, 1],
  ])('0 to %i in about %i parts goes by %i', (highest, parts, step) => {
    expect(roundStep(highest, parts)).toBe(step);
  });
});
