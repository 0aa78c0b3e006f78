import { histogramDrawing } from './histogram.js';

const sample = (counts: number[], trimBounds: [number, number] | null, trimmed = 0) =>
  histogramDrawing({ histogram: { step: 0.5, counts }, trimBounds, trimmed }, 560, 200);

describe('the distribution of weights', () => {
  it('has a bar for every step that holds somebody, the highest reaching the top', () => {
    const { bars, top, bottom } = sample([0, 40, 100, 0, 10], null);
    expect(bars.map(({ from, count }) => [from, count])).toEqual([
      [0.5, 40],
      [1, 100],
      [2, 10],
    ]);
    expect(bars[1]).toMatchObject({ y: top, height: bottom - top });
    expect(bars[0]?.height).toBeCloseTo((bottom - top) * 0.4, 9);
  });

  it('the axis reaches the upper bound though no weight comes near it', () => {
    const { weights, trim, right } = sample([0, 40, 100], [0.2, 5]);
    expect(weights.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(trim?.upper).toEqual({ value: 5, x: right });
  });

  it('the mean weight stands at 1', () => {
    const { meanX, weights } = sample([0, 40, 100, 20], null);
    expect(meanX).toBe(weights.find(({ value }) => value === 1)?.x);
  });

  it('only a bar at a bound where something was cut is marked', () => {
    const marked = (trimmed: number) =>
      sample([5, 40, 100, 0, 0, 7], [0.2, 3], trimmed)
        .bars.filter(({ isTrimmed }) => isTrimmed)
        .map(({ from }) => from);
    expect(marked(7)).toEqual([0, 2.5]);
    expect(marked(0)).toEqual([]);
  });

  it('counts are read off at round numbers', () => {
    expect(sample([0, 40, 358], null).counts.map(({ value }) => value)).toEqual([0, 100, 200, 300]);
    expect(sample([2], null).counts.map(({ value }) => value)).toEqual([0, 1, 2]);
  });

  it('no answers at all: an empty frame', () => {
    expect(sample([], null).bars).toEqual([]);
  });
});
