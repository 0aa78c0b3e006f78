import type { RankedUnit, RankingGroup } from '@minsheng/contracts';

import { beyondError, mostMoved, sensitivityAxis } from './sensitivity.js';

const unit = (unitId: string, published: string, others: (string | null)[], largestDifference: string) => ({
  unitId,
  name: { zh: unitId, en: unitId },
  published,
  keepFlagged: others[0] ?? null,
  interviewsOnly: others[1] ?? null,
  onlineOnly: others[2] ?? null,
  largestDifference,
});
const units = [
  unit('housing', '71.80', ['71.50', '71.40', '68.90'], '-2.90'),
  unit('health', '79.60', ['79.70', '79.20', null], '-0.40'),
];

describe('the axis of other choices', () => {
  const { ticks, position } = sensitivityAxis(units);

  it('holds every score that is drawn, a larger one further right', () => {
    const places = ['68.90', '71.40', '71.50', '71.80', '79.20', '79.60', '79.70'].map(position);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(Math.max(...places)).toBeLessThan(1);
  });

  it('labels at most a few round scores, all of them on it', () => {
    expect(ticks).toEqual([70, 75, 80]);
    expect(ticks.every((tick) => position(String(tick)) >= 0 && position(String(tick)) <= 1)).toBe(true);
  });

  it('has a place in the middle for one score without spread', () => {
    expect(sensitivityAxis([unit('a', '80.00', [], '0.00')]).position('80.00')).toBeCloseTo(0.5);
  });
});

describe('what is said of other choices', () => {
  const group = (rows: { unitId: string; halfWidth: string }[]): RankingGroup => ({
    code: 'g',
    name: { zh: '', en: '' },
    rows: rows as RankedUnit[],
    bands: [],
    unranked: [],
  });

  it('colours a difference only when it is more than the error of the unit', () => {
    const groups = [
      group([
        { unitId: 'housing', halfWidth: '1.40' },
        { unitId: 'health', halfWidth: '0.40' },
      ]),
    ];
    expect([...beyondError(units, groups)]).toEqual(['housing']);
  });

  it('leaves a unit without an error of its own uncoloured', () => {
    expect(beyondError(units, [group([])]).size).toBe(0);
  });

  it('names the unit that moves most, whichever way', () => {
    expect(mostMoved([...units].reverse())?.unitId).toBe('housing');
  });

  it('names none when nothing moves', () => {
    expect(mostMoved([unit('a', '80.00', ['80.00'], '0.00')])).toBeNull();
    expect(mostMoved([])).toBeNull();
  });
});
