import { Problem } from '../problem.js';
import { parseJson } from './json.js';

describe('the JSON of a body', () => {
  it.each([
    '{"a":[1,"甲",null]}',
    '"constructor"',
    '{"text":"他说 __proto__ 和 constructor"}',
    '{"constructor":1}',
    '"\\u4f60"',
  ])('is read: %s', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it.each([
    '',
    '{"half',
    '{"__proto__":{"kind":"staff"}}',
    '{"a":[{"\\u005f_proto__":1}]}',
    '{"a":{"constructor":{"prototype":{}}}}',
    '{"\\u0063onstructor":{"prototype":1}}',
  ])('is refused as unreadable: %s', (text) => {
    expect(() => parseJson(text)).toThrow(Problem);
    expect(Object.keys({})).toEqual([]);
  });
});
