import { quotaCell, quotaTable } from './quota-table.js';

const name = (zh: string) => ({ zh, en: zh });
const sex = {
  code: 'sex',
  name: name('性别'),
  levels: [
    { code: 'male', name: name('男') },
    { code: 'female', name: name('女') },
  ],
};
const age = {
  code: 'age',
  name: name('年龄'),
  levels: [
    { code: 'young', name: name('18–34') },
    { code: 'old', name: name('60+') },
  ],
};
const quota = (area: string, cell: Record<string, string>, received: number, target: number) => ({
  area,
  areaName: name(area),
  cell,
  received,
  target,
});

describe('how full a quota cell is', () => {
  it.each([
    [0, 0, 'none', 0],
    [3, 10, 'low', 7],
    [34, 100, 'low', 66],
    [9, 26, 'q2', 17],
    [35, 100, 'q2', 65],
    [55, 100, 'q3', 45],
    [75, 100, 'q4', 25],
    [299, 300, 'q4', 1],
    [10, 10, 'q5', 0],
    [11, 10, 'over', 0],
  ])('%i of %i looks %s, %i to go', (received, target, look, remaining) => {
    expect(quotaCell(received, target)).toMatchObject({ look, remaining });
  });
});

describe('the quota table', () => {
  const quotas = ['东区', '西区'].flatMap((area, index) =>
    ['male', 'female'].flatMap((s) => ['young', 'old'].map((a) => quota(area, { sex: s, age: a }, index + 1, 10))),
  );
  const table = quotaTable({ quotas, quotaMargins: [sex, age] });

  it('has a row for every area and level but the last margin’s, which stands across', () => {
    expect(table.columns.map(({ zh }) => zh)).toEqual(['18–34', '60+']);
    expect(table.rows.map(({ areaName, levels }) => [areaName.zh, ...levels.map(({ zh }) => zh)])).toEqual([
      ['东区', '男'],
      ['东区', '女'],
      ['西区', '男'],
      ['西区', '女'],
    ]);
  });

  it('adds every cell once, and the row up', () => {
    expect(table.rows.map(({ total }) => [total.received, total.target])).toEqual([
      [2, 20],
      [2, 20],
      [4, 20],
      [4, 20],
    ]);
    expect(table.rows[2]?.cells.map(({ received }) => received)).toEqual([2, 2]);
  });

  it('with one quota margin every area has one row', () => {
    const one = quotaTable({
      quotas: [quota('东区', { age: 'young' }, 1, 2), quota('东区', { age: 'old' }, 2, 2)],
      quotaMargins: [age],
    });
    expect(one.rows).toHaveLength(1);
    expect(one.rows[0]?.total).toMatchObject({ received: 3, target: 4 });
  });

  it('a plan without quotas has no rows', () => {
    expect(quotaTable({ quotas: [], quotaMargins: [] })).toEqual({ columns: [], rows: [] });
  });
});
