import { progressChart } from './progress-chart.js';

const day = (date: string, interviews: number, planned: number) => ({ date, interviews, online: 5, planned });
const view = {
  calendar: {
    fieldworkFrom: '2026-12-10T16:00:00.000Z',
    fieldworkTo: '2026-12-20T16:00:00.000Z',
    graceUntil: '2026-12-21T16:00:00.000Z',
    sealBy: '2026-12-24T01:00:00.000Z',
    releaseAt: '2026-12-25T01:00:00.000Z',
  },
  now: '2026-12-12T04:00:00.000Z',
  interviews: { received: 330, target: 1000, due: 300 },
  days: [day('2026-12-11', 180, 100), day('2026-12-12', 150, 200)],
};
const chart = progressChart(view, 1056, 262);

describe('interviews against the plan', () => {
  it('add up day by day, and today ends at the clock', () => {
    expect(chart.points.map(({ x, total }) => [x, total])).toEqual([
      [40, 0],
      [140, 180],
      [190, 330],
    ]);
  });

  it('stand on an axis from nothing to a round number that holds the target', () => {
    expect(chart.ticks.map(({ value }) => value)).toEqual([0, 250, 500, 750, 1000]);
    expect([chart.ticks[0]?.y, chart.ticks.at(-1)?.y]).toEqual([chart.bottom, chart.top]);
  });

  it('the plan runs on to the target at the end of the window', () => {
    expect(chart.plan.map(({ x }) => x)).toEqual([40, 140, 240, 1040]);
    expect(chart.plan.at(-1)?.y).toBe(chart.top);
    expect(chart.ahead).toBe(30);
  });

  it('end at what has been received, though the days were counted a minute before', () => {
    const ahead = progressChart({ ...view, interviews: { ...view.interviews, received: 341 } }, 1056, 262);
    expect(ahead.points.map(({ total }) => total)).toEqual([0, 180, 341]);
  });

  it('days that have not come show no count', () => {
    expect(chart.days.map(({ interviews }) => interviews).slice(0, 4)).toEqual([180, 150, null, null]);
    expect(chart.days).toHaveLength(10);
  });

  it('more interviews than planned raise the axis, not the line out of it', () => {
    const over = progressChart(
      { ...view, days: [day('2026-12-11', 1300, 100)], interviews: { received: 1300, target: 1000, due: 100 } },
      1056,
      262,
    );
    expect(Math.min(...over.points.map(({ y }) => y))).toBeGreaterThanOrEqual(over.top);
  });

  it('a poll without a target draws whole ticks', () => {
    const none = progressChart({ ...view, days: [], interviews: { received: 0, target: 0, due: 0 } }, 1056, 262);
    expect(none.ticks.every(({ value }) => Number.isInteger(value))).toBe(true);
    expect(none.points).toHaveLength(1);
  });
});
