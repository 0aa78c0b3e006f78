import { axisOver, placeOn } from './axis.js';

describe('the shared axis of a group', () => {
  it.each<[string, [number, number][], number[]]>([
    [
      'eight close units',
      [
        [70.4, 73.2],
        [82.9, 85.7],
      ],
      [70, 75, 80, 85],
    ],
    [
      'units over the whole scale',
      [
        [3, 9],
        [88, 97],
      ],
      [0, 20, 40, 60, 80, 100],
    ],
    ['one unit', [[77.2, 78.6]], [77.2, 78.6]],
    ['one unit without variation', [[80, 80]], [80]],
  ])('carries every interval and round ticks, at most five of them: %s', (_, intervals, near) => {
    const axis = axisOver(intervals);
    expect(axis.ticks.length).toBeGreaterThan(0);
    expect(axis.ticks.length).toBeLessThanOrEqual(5);
    for (const [low, high] of intervals) {
      expect(axis.from).toBeLessThan(low);
      expect(axis.to).toBeGreaterThan(high);
    }
    for (const { value, at } of axis.ticks) {
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at).toBeLessThanOrEqual(100);
      expect(value).toBeGreaterThanOrEqual(Math.min(...near) - 10);
      expect(value).toBeLessThanOrEqual(Math.max(...near) + 10);
    }
  });

  it('has ticks 70, 75, 80 and 85 for intervals from 70.4 to 85.7', () => {
    expect(
      axisOver([
        [70.4, 73.2],
        [82.9, 85.7],
      ]).ticks.map((tick) => tick.value),
    ).toEqual([70, 75, 80, 85]);
  });

  it('places its ends at 0 and 100 per cent and the middle between', () => {
    const axis = { from: 68, to: 88 };
    expect([68, 78, 81.5, 88].map((value) => placeOn(axis, value))).toEqual([0, 50, 67.5, 100]);
  });

  it('does not depend on the order of the units', () => {
    const intervals: [number, number][] = [
      [70, 73],
      [80, 84],
      [76, 79],
    ];
    expect(axisOver([...intervals].reverse())).toEqual(axisOver(intervals));
  });

  it('is refused without an interval', () => {
    expect(() => axisOver([])).toThrow(RangeError);
  });
});
