import { columnsNeeded, readMapping, standardMapping } from './import-columns.js';

const read = (mapping: unknown) => readMapping(JSON.stringify(mapping));

describe('a mapping', () => {
  it('changes what it names and leaves the rest as the standard has it', () => {
    const { columns, categories } = read({
      columns: { key: '编号', closed: null, place: ['地址'] },
      categories: { 'Dead Animal': 'litter' },
    });
    expect(columns).toEqual({ ...standardMapping.columns, key: '编号', closed: null, place: ['地址'] });
    expect(categories).toEqual({ 'Dead Animal': 'litter' });
  });

  it('asks for the columns that it names, once left out for none', () => {
    const mapping = read({ columns: { closed: null, status: null, latitude: null, longitude: null } });
    expect(columnsNeeded(mapping)).toEqual([
      'Unique Key',
      'Created Date',
      'Complaint Type',
      'Descriptor',
      'Location Type',
      'Incident Address',
      'City',
    ]);
  });

  it.each<[string, unknown]>([
    ['columns.key', { columns: { key: null } }],
    ['columns.colour', { columns: { colour: 'x' } }],
    ['columns.place', { columns: { place: '地址' } }],
    ['unknown: zone', { zone: 'UTC' }],
    ['categories.Cat', { categories: { Cat: '垃圾' } }],
    ['not an object', []],
  ])('is refused: %s', (because, mapping) => expect(() => read(mapping)).toThrow(new RangeError(because)));

  it('is refused when it is no JSON', () => expect(() => readMapping('{')).toThrow(RangeError));
});
