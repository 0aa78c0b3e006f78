import type { DesignEntry } from '@minsheng/contracts';
import { both, designWith, exampleEntries, item, x } from '../example-design.js';
import { designInWords } from './in-words.js';

const entries: DesignEntry[] = [
  ...exampleEntries(),
  item('paid', { type: 'calculated', calculation: x('@spend * 2') }),
  item('isOld', { type: 'calculated', calculation: x('@age >= 60') }),
  item('circular', { type: 'calculated', calculation: x('@circular + 1') }),
];

const inWords = designInWords(designWith(entries), (code) => both(`[${code}]`, `<${code}>`));

describe('a condition in words', () => {
  it.each([
    ["@main = 'bus'", '[main]选“公交”', '<main> is “Bus”'],
    ["'bus' = @main", '[main]选“公交”', '<main> is “Bus”'],
    ["@main = 'dontKnow'", '[main]选“不了解”', '<main> is “Don’t know”'],
    ["@main != 'bus'", '[main]没有选“公交”', '<main> is not “Bus”'],
    ["@water = 'fair'", '[water]选“一般”', '<water> is “Fair”'],
    ["@street = 'n1'", '[street]选“北一街道”', '<street> is “North 1”'],
    ["@agree = 'OK'", '[agree]选“同意”', '<agree> is “I agree”'],
    ["selected(@ways, 'car')", '[ways]选“汽车”', '<ways> is “Car”'],
    ["@wish = ''", '[wish]未答', '<wish> is not answered'],
    ["@wish != ''", '[wish]已答', '<wish> is answered'],
    ["@wish = 'bus'", '[wish]等于“bus”', '<wish> equals “bus”'],
    ['@age >= 18', '[age]不小于 18', '<age> is at least 18'],
    ['18 <= @age', '[age]不小于 18', '<age> is at least 18'],
    ['@age < @spend', '[age]小于[spend]', '<age> is below <spend>'],
    ['count-selected(@ways) > 1', '[ways]选的项数大于 1', 'the number of choices in <ways> is above 1'],
    ['@since <= today()', '[since]不大于填表当天', '<since> is at most the day of the interview'],
    ["contains(@wish, '路')", '[wish]含有“路”', '<wish> contains “路”'],
    [
      'count-non-empty(@services) > 0',
      '[services]中答了的题数大于 0',
      'the number of answers in <services> is above 0',
    ],
    ['(@age + 1) * 2 > -3', '（[age] + 1） × 2 大于 −3', '(<age> + 1) × 2 is above −3'],
    ['true()', '任何情况', 'in any case'],
  ])('%s', (source, zh, en) => {
    expect(inWords.condition(x(source))).toEqual({ zh, en });
  });

  it.each([
    ["@main = 'bus' or @main = 'car'", '[main]选“公交”或“汽车”'],
    ["@main = 'bus' or @age > 5 or @main = 'car'", '[main]选“公交”或“汽车”，或者[age]大于 5'],
    ["@main != 'bus' and @main != 'car'", '[main]没有选“公交”、“汽车”'],
    ["selected(@ways, 'bus') and selected(@ways, 'car')", '[ways]选“公交”，并且[ways]选“汽车”'],
    ["@age > 5 and (@main = 'bus' or @spend > 9)", '[age]大于 5，并且（[main]选“公交”，或者[spend]大于 9）'],
    ["true() and @main = 'bus'", '[main]选“公交”'],
  ])('tells claims on one question together: %s', (source, zh) => {
    expect(inWords.condition(x(source)).zh).toBe(zh);
  });

  it.each([
    ["not(@main = 'bus' or @main = 'car')", '[main]没有选“公交”、“汽车”'],
    ["not(@main = 'bus' and @age = 5)", '[main]没有选“公交”，或者[age]不等于 5'],
    ["not(not(selected(@ways, 'bus')))", '[ways]选“公交”'],
    ["not(contains(@wish, '路'))", '“[wish]含有“路””不成立'],
  ])('turns a denial into what is meant: %s', (source, zh) => {
    expect(inWords.condition(x(source)).zh).toBe(zh);
  });

  it('minds that a denied comparison also holds where nothing was answered', () => {
    // `age` is asked of everybody and required, `spend` is neither.
    expect(inWords.condition(x('not(@age >= 60)')).zh).toBe('[age]小于 60');
    expect(inWords.condition(x('not(@spend >= 60)')).zh).toBe('[spend]小于 60（或未答）');
    expect(inWords.condition(x('not(not(@spend >= 60))')).zh).toBe('[spend]不小于 60');
    expect(inWords.condition(x('not(@spend = 60)')).zh).toBe('[spend]不等于 60');
  });

  it.each([
    ["@adult = 'yes'", '[age]不小于 18'],
    ["@adult = 'no'", '[age]小于 18'],
    ["@isOld = 'true'", '[age]不小于 60'],
    ["@isOld = 'false'", '[age]小于 60'],
    ['@paid > 100', '[spend] × 2 大于 100'],
    ["if(@age > 5, @main = 'bus', false())", '[age]大于 5，并且[main]选“公交”'],
    ['@circular > 1', '[circular] + 1 大于 1'],
  ])('tells what is worked out by what it is worked out from: %s', (source, zh) => {
    expect(inWords.condition(x(source)).zh).toBe(zh);
  });

  it.each([
    ['selected(@ways, name)', '[ways]选过'],
    ["kind = 'own'", '选项的“kind”等于“own”'],
  ])('tells a filter of options: %s', (source, zh) => {
    expect(inWords.condition(x(source)).zh).toBe(zh);
  });

  it('joins several', () => {
    expect(inWords.condition(x('@age > 5'), x("@main = 'bus'")).zh).toBe('[age]大于 5，并且[main]选“公交”');
  });

  it('leaves what cannot be read as it was written', () => {
    expect(inWords.condition('1 + (')).toEqual({ zh: '“1 + (”', en: '“1 + (”' });
    expect(inWords.condition(x("@nobody = 'a'")).zh).toBe('[nobody]等于“a”');
  });
});

describe('what nobody could read', () => {
  const doubling = Array.from({ length: 40 }, (_none, at) =>
    item(`c${at}`, { type: 'calculated', calculation: at === 0 ? x('@spend') : x(`@c${at - 1} + @c${at - 1}`) }),
  );
  const chain = Array.from({ length: 1200 }, (_none, at) =>
    item(`n${at}`, { type: 'calculated', calculation: at === 0 ? x('@spend') : x(`@n${at - 1} + 1`) }),
  );
  const nested = Array.from({ length: 50 }).reduce<string>((inner) => `if(${inner}, @age > 1, @spend > 1)`, '@age > 0');
  const words = designInWords(designWith([...entries, ...doubling, ...chain]), (code) => both(code, code));

  it.each([['@c39 > 1'], ['@n1199 > 1'], [nested], ['constructor(1) = toString(2)']])(
    'stands as it was written: %.40s',
    (source) => {
      expect(words.condition(x(source)).zh).toContain(source.startsWith('con') ? 'constructor(1)' : x(source));
    },
  );

  it('is not a long list of options', () => {
    const many = Array.from({ length: 200 }, (_none, at) => `@spend = ${at}`).join(' or ');
    expect(words.condition(x(many)).zh).toMatch(/^spend 等于 0，或者.*spend 等于 199$/);
  });
});

describe('who is asked', () => {
  it.each([
    ['age', null],
    ['main', '[age]不小于 18，并且[ways]选的项数大于 1'],
    ['wishes', '[age]不小于 18'],
    ['wish', '[buses]选“非常不满意”'],
  ])('takes in the conditions of the groups around %s', (code, zh) => {
    expect(inWords.askedWhen(code)?.zh ?? null).toBe(zh);
  });
});

describe('a value in words', () => {
  it.each([
    ["if(@age >= 18, 'yes', 'no')", '（[age]不小于 18 时为“yes”，否则为“no”）'],
    ['round(@spend div 2)', '[spend] ÷ 2（四舍五入）'],
    ['@age mod 10', '[age]除以 10 的余数'],
    ["concat(@wish, '!')", '[wish] 接 “!”'],
    ['max(@age, 3)', '[age]、3 中最大的'],
    ['coalesce(@wish, @spend)', '[wish]（没有时取[spend]）'],
  ])('%s', (source, zh) => {
    expect(inWords.value(x(source)).zh).toBe(zh);
  });

  it('shows where an answer stands in words', () => {
    expect(inWords.text(both(x('为什么选@main？'), x('Why @main?')))).toEqual(
      both('为什么选〔[main]的回答〕？', 'Why [answer to <main>]?'),
    );
  });
});
