import { convergenceDrawing } from './convergence.js';

describe('how the weights converge', () => {
  const drawing = convergenceDrawing({ errors: [1e-1, 1e-3, 1e-5, 1e-7], tolerance: 1e-6 }, 258, 246);

  it('errors that fall by the same factor lie on a straight line', () => {
    const [a, b, c, d] = drawing.points.map(({ y }) => y);
    expect((b ?? 0) - (a ?? 0)).toBeCloseTo((d ?? 0) - (c ?? 0), 9);
    expect((b ?? 0) > (a ?? 0)).toBe(true);
  });

  it('only what is under the stopping line counts as done, and the line stands between', () => {
    expect(drawing.points.map(({ isBelow }) => isBelow)).toEqual([false, false, false, true]);
    expect(drawing.stopY).toBeGreaterThan(drawing.points[2]?.y ?? 0);
    expect(drawing.stopY).toBeLessThan(drawing.points[3]?.y ?? 0);
  });

  it('a few cycles are all named, of many the first, the last and two between', () => {
    expect(drawing.cycles.map(({ cycle }) => cycle)).toEqual([1, 2, 3, 4]);
    const five = convergenceDrawing({ errors: [1e-1, 1e-3, 1e-5, 1e-7, 1e-9], tolerance: 1e-8 }, 258, 246);
    expect(five.cycles.map(({ cycle }) => cycle)).toEqual([1, 2, 3, 4, 5]);
    const long = convergenceDrawing(
      { errors: Array.from({ length: 31 }, (_, i) => 10 ** -i), tolerance: 1e-12 },
      258,
      246,
    );
    expect(long.cycles.map(({ cycle }) => cycle)).toEqual([1, 11, 21, 31]);
  });

  it('an error of exactly nothing is drawn at the foot, not at minus infinity', () => {
    const exact = convergenceDrawing({ errors: [1e-2, 0], tolerance: 1e-12 }, 258, 246);
    expect(exact.points[1]?.y).toBeCloseTo(exact.bottom, 9);
    expect(exact.powers.length).toBeLessThanOrEqual(8);
  });

  it('one cycle stands in the middle; none draws the line alone', () => {
    expect(convergenceDrawing({ errors: [1e-13], tolerance: 1e-12 }, 258, 246).points).toHaveLength(1);
    expect(convergenceDrawing({ errors: [], tolerance: 1e-12 }, 258, 246)).toMatchObject({ points: [], cycles: [] });
  });
});
