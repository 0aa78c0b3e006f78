import { phaseStrip, type PhaseInput } from './phase-strip.js';

const december: PhaseInput = {
  calendar: {
    fieldworkFrom: '2026-12-10T16:00:00.000Z',
    fieldworkTo: '2026-12-20T16:00:00.000Z',
    graceUntil: '2026-12-21T16:00:00.000Z',
    sealBy: '2026-12-24T01:00:00.000Z',
    releaseAt: '2026-12-25T01:00:00.000Z',
  },
  planPublishedAt: '2026-12-04T02:00:00.000Z',
  now: '2026-12-16T06:32:00.000Z',
};

describe('the month of a poll', () => {
  const strip = phaseStrip(december, 3100);

  it('is the calendar month of its fieldwork where everything fits', () => {
    expect([strip.days.length, strip.days[0]?.day, strip.days.at(-1)?.day, strip.dayWidth]).toEqual([31, 1, 31, 100]);
  });

  it('puts every phase on its own days, one after the other', () => {
    expect(strip.phases.map(({ code, x, width }) => [code, Math.round(x), Math.round(width)])).toEqual([
      ['design', 0, 300],
      ['fieldwork', 1000, 1000],
      ['grace', 2000, 100],
      ['scoring', 2100, 238],
      ['signing', 2338, 100],
    ]);
  });

  it('seals the plan on the day it was made public and the release at its instant; only what is done is filled', () => {
    expect(strip.seals).toEqual([
      { code: 'plan', x: 300, width: 200, isSet: true },
      { code: 'release', x: 2437.5, width: 200, isSet: false },
    ]);
    expect(phaseStrip({ ...december, now: december.calendar.releaseAt }, 3100).seals[1]?.isSet).toBe(true);
  });

  it('marks now by the business clock, in the city’s time', () => {
    expect(strip.nowX).toBeCloseTo(1500 + (100 * (14 * 60 + 32)) / 1440, 6);
    expect(strip.days.filter(({ isToday }) => isToday).map(({ day }) => day)).toEqual([16]);
    expect(phaseStrip({ ...december, now: '2027-02-01T00:00:00Z' }, 3100).nowX).toBeNull();
  });

  it.each([
    ['2026-12-10T15:59:59.000Z', null],
    ['2026-12-10T16:00:00.000Z', { number: 1, of: 10 }],
    ['2026-12-20T15:59:59.000Z', { number: 10, of: 10 }],
    ['2026-12-20T16:00:00.000Z', null],
  ])('at %s the day of fieldwork is %j', (now, expected) => {
    expect(phaseStrip({ ...december, now }, 3100).fieldworkDay).toEqual(expected);
  });

  describe('that crosses the month’s end', () => {
    const crossing = (planPublishedAt: string) =>
      phaseStrip(
        {
          ...december,
          planPublishedAt,
          calendar: { ...december.calendar, sealBy: '2027-01-07T01:00:00.000Z', releaseAt: '2027-01-08T01:00:00.000Z' },
        },
        4500,
      );

    it('is drawn from its plan to after its release, 45 days at most', () => {
      const { days, seals } = crossing('2026-12-01T02:00:00.000Z');
      expect(days).toHaveLength(45);
      expect([days[0], days.at(-1)]).toMatchObject([
        { month: 11, day: 30 },
        { month: 1, day: 13 },
      ]);
      expect(seals.map(({ code }) => code)).toEqual(['plan', 'release']);
    });

    it('is drawn from the week before fieldwork when its plan was public long before', () => {
      const { days, seals } = crossing('2026-11-01T02:00:00.000Z');
      expect([days[0], days.at(-1)]).toMatchObject([
        { month: 12, day: 4 },
        { month: 1, day: 13 },
      ]);
      expect(seals.map(({ code }) => code)).toEqual(['release']);
    });
  });

  it('without a public plan no fieldwork has begun, whatever the clock says', () => {
    const late = phaseStrip({ ...december, planPublishedAt: null }, 3100);
    expect(late.fieldworkDay).toBeNull();
    expect(late.phases.find(({ code }) => code === 'fieldwork')?.passed).toBe(0);
    expect(strip.phases.find(({ code }) => code === 'fieldwork')?.passed).toBeGreaterThan(500);
  });

  it('a plan not yet public has an open seal in front of the fieldwork', () => {
    expect(phaseStrip({ ...december, planPublishedAt: null }, 3100).seals[0]).toEqual({
      code: 'plan',
      x: 800,
      width: 200,
      isSet: false,
    });
  });
});
