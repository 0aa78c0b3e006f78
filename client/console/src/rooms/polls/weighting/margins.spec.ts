import { marginDrawing } from './margins.js';

const named = (zh: string) => ({ zh, en: zh });
const level = (before: number, target: number | null, after: number) => ({
  code: String(before),
  name: named(String(before)),
  respondents: 10,
  before,
  target,
  after,
});
const margin = (...levels: ReturnType<typeof level>[]) => ({ code: 'm', name: named('边际'), levels });

const levelsOf = (drawing: ReturnType<typeof marginDrawing>) =>
  drawing.lines.flatMap((line) => (line.kind === 'level' ? [line] : []));

describe('the drawing of margins', () => {
  it('places shares on one axis that starts at nothing', () => {
    const drawing = marginDrawing([margin(level(0, 0.2, 0.2), level(0.4, 0.3, 0.3))], 100, 500);
    expect(drawing.ticks.map(({ share }) => Number(share.toFixed(2)))).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
    expect(levelsOf(drawing).map(({ xBefore, xTarget }) => [xBefore, xTarget])).toEqual([
      [100, 300],
      [500, 400],
    ]);
  });

  it.each([
    [0.12, 0.2],
    [0.5, 0.5],
    [0.51, 0.6],
    [1, 1],
    [0, 0.1],
  ])('a largest share of %f ends the axis at %f', (share, end) => {
    const { ticks } = marginDrawing([margin(level(share, null, share))], 0, 100);
    expect(ticks.at(-1)?.share).toBeCloseTo(end);
  });

  it('marks a level that started 5 points or more from the population, and none without a target', () => {
    const drawing = marginDrawing([margin(level(0.25, 0.3, 0.3), level(0.251, 0.3, 0.3), level(0.4, null, 0.1))], 0, 1);
    expect(levelsOf(drawing).map(({ isNotable }) => isNotable)).toEqual([true, false, false]);
  });

  it('gives every line a place of its own below the one before', () => {
    const drawing = marginDrawing([margin(level(0.5, 0.5, 0.5)), margin(level(0.5, 0.5, 0.5))], 0, 100);
    const places = drawing.lines.map(({ y }) => y);
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    expect(drawing.height).toBeGreaterThan(places.at(-1) ?? 0);
  });
});
