import { both, designWith, exampleDesign, exampleEntries, item, x } from '../example-design.js';
import { exportDdi, type DdiMeta } from './export-ddi.js';

const meta: DdiMeta = {
  agency: both('市统计局', 'Statistics bureau'),
  date: '2026-11-22',
  hash: 'a'.repeat(64),
  isDemonstration: false,
};

/** The elements of this name with this attribute, as they stand in the document. */
function elements(xml: string, name: string, attribute = ''): string[] {
  const open = `<${name}(?=[ >/])[^>]*${attribute}[^>]*`;
  return xml.match(new RegExp(`${open}/>|${open}(?<!/)>.*?</${name}>`, 'gs')) ?? [];
}

const variable = (xml: string, code: string): string => elements(xml, 'var', `ID="V-${code}"`)[0] ?? '';

describe('a codebook', () => {
  const xml = exportDdi(exampleDesign(), meta);

  it('has a variable for every question that is answered or worked out, rows and levels apart, and none for words to read', () => {
    const names = elements(xml, 'var').map((each) => / name="([^"]*)"/.exec(each)![1]);
    expect(names).toEqual(
      exampleEntries().flatMap((entry) => {
        if (entry.type === 'group') return entry.entries.map(({ code }) => code);
        if (entry.type === 'grid') return entry.rows.map(({ code }) => code);
        if (entry.type === 'region') return entry.levels.map(({ code }) => code);
        return entry.type === 'note' ? [] : [entry.code];
      }),
    );
  });

  it('says everything in Chinese first and in English after it', () => {
    for (const name of ['labl', 'qstn', 'AuthEnty', 'authorizingAgency', 'authorizationStatement', 'universe']) {
      const languages = elements(elements(xml, name === 'labl' || name === 'qstn' ? 'var' : 'codeBook').join(''), name)
        .map((each) => /xml:lang="([^"]*)"/.exec(each)?.[1])
        .filter((language) => language !== undefined);
      expect(languages.length).toBeGreaterThan(0);
      expect(languages).toEqual(languages.map((_language, at) => (at % 2 === 0 ? 'zh-CN' : 'en')));
    }
  });

  it('bears the statutory marks', () => {
    expect(xml).toContain('<IDNo agency="市统计局">民测 1 表</IDNo>');
    expect(xml).toContain('<authorizingAgency xml:lang="zh-CN">省统计局</authorizingAgency>');
    expect(xml).toContain('批准或备案文号：统制〔2026〕1 号；有效期至：2027-06-30');
    expect(xml).toContain(`<notes type="sha256">${'a'.repeat(64)}</notes>`);
  });

  it('says on itself that it is a draft, or demonstration data', () => {
    expect(xml).not.toContain('草稿');
    expect(xml).not.toContain('演示数据');
    const draft = exportDdi(exampleDesign(), { ...meta, hash: null, isDemonstration: true });
    expect(draft).toContain('草稿，不得用于调查');
    expect(draft.match(/演示数据/g)).toHaveLength(2);
  });

  it('tells levels with their scores, and answers without a score as missing', () => {
    const categories = elements(variable(xml, 'buses'), 'catgry');
    expect(categories).toHaveLength(8);
    expect(categories[0]).toBe(
      '<catgry><catValu>verySatisfied</catValu><labl xml:lang="zh-CN">非常满意</labl><labl xml:lang="en">Very satisfied</labl>' +
        '<txt xml:lang="zh-CN">计 100 分</txt><txt xml:lang="en">Score 100</txt></catgry>',
    );
    expect(categories[5]).toBe(
      '<catgry missing="Y" missType="dontKnow"><catValu>dontKnow</catValu><labl xml:lang="zh-CN">不了解</labl><labl xml:lang="en">Don’t know</labl></catgry>',
    );
  });

  it('tells who is asked in words, and nothing where everybody is', () => {
    expect(variable(xml, 'main')).toContain('仅当[age]不小于 18，并且[ways]选的项数大于 1 时询问');
    expect(variable(xml, 'main')).toContain(
      'Asked only if [age] is at least 18 and the number of choices in [ways] is above 1',
    );
    expect(variable(xml, 'age')).not.toContain('<universe');
  });

  it('names the indicator that a question measures, with its version', () => {
    expect(variable(xml, 'water')).toContain('<concept vocab="indicator">I-2 v1</concept>');
  });

  it('keeps what stands before a question, the question and what stands after it apart', () => {
    const asked = exportDdi(
      designWith([
        { type: 'note', code: 'n', text: both('先想一想', 'Think first') },
        item('a', { hint: both('写街道名', 'The street'), guidance: both('慢读', 'Slowly') }),
        ...exampleEntries().filter(({ type }) => type === 'grid'),
      ]),
      meta,
    );
    expect(variable(asked, 'a')).toContain(
      '<preQTxt>先想一想</preQTxt><qstnLit>题目 a</qstnLit><postQTxt>写街道名</postQTxt><ivuInstr>慢读</ivuInstr>',
    );
    expect(variable(asked, 'lamps')).toContain('<preQTxt>题目 services</preQTxt><qstnLit>题目 lamps</qstnLit>');
  });

  it('tells how a value is worked out, in words and as it was written', () => {
    const adult = variable(xml, 'adult');
    expect(adult).toContain('<drvdesc>（[age]不小于 18 时为“yes”，否则为“no”）');
    expect(adult).toContain(`<drvcmd syntax="XLSForm">if(\${age} &gt;= 18, 'yes', 'no')</drvcmd>`);
    expect(adult).not.toContain('<qstn');
  });

  it('holds whatever people write', () => {
    const odd = exportDdi(designWith([item('a', { text: both('a<b & "c"\u0001\ud800', "it's") })]), meta);
    expect(variable(odd, 'a')).toContain('<qstnLit>a&lt;b &amp; &quot;c&quot;</qstnLit>');
  });

  it('is made of a design with faults too', () => {
    const faulty = designWith([
      item('a', { relevant: x('@nobody = 1 and') }),
      { ...item('b'), type: 'single', list: 'nowhere' },
      { ...item('c'), type: 'calculated', calculation: x('@c + @d') },
    ]);
    expect(elements(exportDdi(faulty, meta), 'var')).toHaveLength(3);
  });
});
