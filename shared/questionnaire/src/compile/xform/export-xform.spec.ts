import { both, designWith, exampleDesign, item, x } from '../example-design.js';
import { parse } from '../expression/syntax.js';
import { exportXForm } from './export-xform.js';
import { printXPath } from './print-xpath.js';

const xpath = (source: string): string => printXPath(parse(x(source), () => undefined)!, (code) => `/data/${code}`);

describe('an expression as XPath', () => {
  it.each([
    ['@a + 1', '/data/a + 1'],
    ['(1 + 2) * 3', '(1 + 2) * 3'],
    ['1 + (2 * 3)', '1 + 2 * 3'],
    ['1 - (2 - 3)', '1 - (2 - 3)'],
    ['--@a', '-(-/data/a)'],
    ['-(1 + 2)', '-(1 + 2)'],
    ["@a = 'x' or @b != \"it's\"", "/data/a = 'x' or /data/b != \"it's\""],
    ['(@a = 1 or @b = 1) and @c = 1', '(/data/a = 1 or /data/b = 1) and /data/c = 1'],
    ["regex(., '[0-9]+')", "regex(., '^([0-9]+)$')"],
    ["regex(., '^[0-9]+$')", "regex(., '^[0-9]+$')"],
    ["jr:choice-name(@a, '@a')", "jr:choice-name(/data/a, '/data/a')"],
    ['selected(@a, name)', 'selected(/data/a, name)'],
  ])('%s is %s', (source, expected) => {
    expect(xpath(source)).toBe(expected);
  });
});

describe('an XForm', () => {
  it('names what it cannot say', () => {
    const { losses } = exportXForm(exampleDesign());
    expect(losses.map(({ item: code, sentences }) => `${code} ${sentences.zh}`).sort()).toEqual([
      'age 软校验带不出去',
      'ways 固定位置的选项也会被打乱',
      'wishes 排序题会要求排完所有选项',
    ]);
  });

  it('holds whatever people write', () => {
    const { xml } = exportXForm(designWith([item('a', { text: both('a<b & "c"\u0001', "it's") })]));
    expect(xml).toContain('<value>a&lt;b &amp; &quot;c&quot;</value>');
  });

  it('shows answers in words, of a choice its name', () => {
    const { xml } = exportXForm(
      designWith([
        item('way', { type: 'single', list: 'ways' }),
        item('why', { text: both(x('为什么选@way？'), x('Why @way?')) }),
      ]),
    );
    expect(xml).toContain(`<value>Why <output value="jr:choice-name(/data/way, '/data/way')"/>?</value>`);
  });

  it('puts a question where its group is, and finds it there', () => {
    const design = designWith([
      { type: 'group', code: 'g', entries: [item('a', { type: 'integer' })] },
      item('b', { relevant: x('@a > 1 and count(@g) = 1') }),
    ]);
    const { xml } = exportXForm(design);
    expect(xml).toContain('<g><a/></g><b/>');
    expect(xml).toContain('relevant="/data/g/a &gt; 1 and count(/data/g/*) = 1"');
  });

  it('draws a seed once for each instance, unless one is given', () => {
    expect(exportXForm(exampleDesign()).xml).toContain('calculate="once(int(random() * 2147483646) + 1)"');
    const fixed = exportXForm(exampleDesign(), { seed: 42 }).xml;
    expect(fixed).toContain('<seed>42</seed>');
    // The list of the seventh question: its place times the step between lists.
    expect(fixed).toContain(
      'randomize(instance(&apos;ways&apos;)/root/item, /data/seed + 628374)'.replace(/&apos;/g, "'"),
    );
  });

  it('refuses a design that nobody has checked', () => {
    expect(() => exportXForm(designWith([item('a', { relevant: x('@b = 1') })]))).toThrow(RangeError);
    expect(() => exportXForm(designWith([item('a', { relevant: '1 +' })]))).toThrow(RangeError);
  });
});
