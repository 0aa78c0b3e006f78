import type { DesignEntry, QuestionnaireDesign } from '@minsheng/contracts';
import { execFileSync, spawnSync } from 'node:child_process';
import { inflateSync } from 'node:zlib';
import { both, exampleForm, formWith, x } from './example-form.js';
import { paperForm, type PaperFormOptions } from './paper-form.js';

const options: PaperFormOptions = {
  hash: '3fa9c2d4'.padEnd(60, '0') + 'b71e',
  madeAt: new Date('2026-11-22T01:00:00Z'),
  isDemonstration: false,
};

/** What is written on each page, in the order of drawing: the glyphs of the content streams through each font's ToUnicode table. */
function pagesOf(pdf: Buffer): string[] {
  const objects = new Map<string, string>();
  const bytes = pdf.toString('latin1');
  for (const [, id, content] of bytes.matchAll(/^(\d+) 0 obj\n(.*?)\nendobj$/gms)) objects.set(id!, content!);
  const streamOf = (id: string): string => {
    const content = objects.get(id)!;
    const start = content.indexOf('stream\n') + 7;
    return inflateSync(
      Buffer.from(content.slice(start, start + Number(/\/Length (\d+)/.exec(content)![1])), 'latin1'),
    ).toString('latin1');
  };
  const tables = new Map<string, string[]>();
  const tableOf = (font: string): string[] => {
    let table = tables.get(font);
    if (table === undefined) {
      const map = streamOf(/\/ToUnicode (\d+)/.exec(objects.get(font)!)![1]!);
      table = [...map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)].flatMap(([, , glyphs]) =>
        [...glyphs!.matchAll(/<([0-9a-f ]*)>/g)].map(([, units]) =>
          String.fromCharCode(...(units!.match(/[0-9a-f]{4}/g) ?? []).map((unit) => parseInt(unit, 16))),
        ),
      );
      tables.set(font, table);
    }
    return table;
  };
  return [...objects.values()]
    .filter((content) => /\/Type \/Page\n/.test(content))
    .map((content) => {
      const fonts = new Map(
        [...objects.get(/\/Resources (\d+)/.exec(content)![1]!)!.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(
          ([, name, id]) => [name!, id!],
        ),
      );
      let table: string[] = [];
      let text = '';
      for (const [, font, glyphs] of streamOf(/\/Contents (\d+)/.exec(content)![1]!).matchAll(
        /\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/g,
      )) {
        if (font) table = tableOf(fonts.get(font)!);
        else
          for (const [glyph] of glyphs!.matchAll(/(?<=<[0-9a-f]*)[0-9a-f]{4}/g))
            text += table[parseInt(glyph, 16)] ?? '�';
      }
      return text;
    });
}

const bare = (text: string): string => text.replace(/\s/g, '');

/** All words of a design that a person must see. */
function wordsOf(design: QuestionnaireDesign, language: 'zh' | 'en'): string[] {
  const { formNumber, maker, approvedBy, approvalNumber } = design.marks;
  const used = new Set<string>();
  const said: string[] = [];
  const of = (entry: DesignEntry): void => {
    if (entry.type === 'calculated' || entry.type === 'hidden') return;
    // Where the words show an answer, the form names the question instead.
    for (const words of [entry.text, 'hint' in entry && entry.hint, 'guidance' in entry && entry.guidance]) {
      if (words) said.push(...words[language].split(/\$\{.*?\}/));
    }
    if (entry.type === 'group') entry.entries.forEach(of);
    if ('list' in entry) used.add(entry.list);
    if (entry.type === 'grid') said.push(...entry.rows.map(({ text }) => text[language]));
    if (entry.type === 'region') {
      said.push(...entry.levels.map(({ text }) => text[language]));
      entry.levels.forEach(({ list }) => used.add(list));
    }
    if ('constraint' in entry && entry.constraint) said.push(entry.constraint.message[language]);
    if ('warning' in entry && entry.warning) said.push(entry.warning.message[language]);
  };
  design.entries.forEach(of);
  return [
    design.title[language],
    formNumber,
    maker[language],
    approvedBy[language],
    approvalNumber,
    ...said,
    ...design.lists
      .filter(({ code }) => used.has(code))
      .flatMap(({ choices }) => choices.map(({ text }) => text[language])),
    ...design.scales.flatMap(({ levels }) => levels.map(({ name }) => name[language])),
    ...design.missing.map(({ name }) => name[language]),
  ];
}

const satisfaction = (at: number): DesignEntry => ({
  type: 'satisfaction',
  code: `q${at}`,
  text: both(`您对第${at}个部门的工作满意吗？`, `Are you satisfied with office ${at}?`),
  hint: both('包括办事效率和服务态度', 'How quick and how friendly'),
  scale: 'five',
  offers: ['dontKnow', 'refused'],
  required: true,
  ...(at % 3 === 0 ? { relevant: `\${q${at - 1}} = 'dissatisfied'` } : {}),
});

describe('a paper form as PDF', () => {
  let chinese: Buffer;

  beforeAll(async () => {
    chinese = await paperForm(exampleForm(), options);
  });

  it.each(['zh', 'en'] as const)('shows every question, option and mark (%s)', async (language) => {
    const pdf = language === 'zh' ? chinese : await paperForm(exampleForm(), { ...options, language });
    const text = bare(pagesOf(pdf).join(''));
    // English words take the straight quotation marks.
    const straight = (words: string): string =>
      language === 'en' ? words.replace(/[’‘]/g, "'").replace(/[“”]/g, '"') : words;
    expect(wordsOf(exampleForm(), language).filter((words) => !text.includes(bare(straight(words))))).toEqual([]);
    expect(text).toContain(language === 'zh' ? '2027年6月30日' : '2027-06-30');
    expect(text).not.toContain(language === 'zh' ? '扫码来源' : 'Poster');
  });

  it('names its labels as statistical forms do', () => {
    const [first] = pagesOf(chinese);
    for (const label of ['表号：', '制定机关：', '批准或备案机关：', '批准或备案文号：', '有效期至：', '填表说明']) {
      expect(bare(first!)).toContain(label);
    }
  });

  it('bears page, version and hash at the foot of every page, and what it is not to be taken for', async () => {
    const pages = pagesOf(await paperForm(exampleForm(), { ...options, isDemonstration: true })).map(bare);
    expect(pages.length).toBeGreaterThan(1);
    pages.forEach((page, at) => {
      expect(page).toContain(`第${at + 1}页，共${pages.length}页`);
      expect(page).toContain('青民测1表·city-pollv3·3fa9…b71e');
      expect(page).toContain('演示数据');
      expect(page).not.toContain('草稿');
    });
    const draft = pagesOf(await paperForm(exampleForm(), { ...options, hash: null })).map(bare);
    expect(draft.filter((page) => page.includes('草稿，不得用于调查'))).toHaveLength(draft.length);
    expect(draft.filter((page) => page.includes('演示数据'))).toEqual([]);
  });

  it('never tears a question, nor parts a heading from what it heads', async () => {
    const entries = Array.from({ length: 24 }, (_none, at) => satisfaction(at + 1));
    const grouped: DesignEntry[] = entries.map((entry, at) => ({
      type: 'group',
      code: `g${at}`,
      text: both(`部分${at + 1}。`, `Part ${at + 1}.`),
      entries: [entry],
    }));
    const pages = pagesOf(await paperForm(formWith(grouped), options)).map(bare);
    expect(pages.length).toBeGreaterThan(2);
    const pageOf = (words: string): number => pages.findIndex((page) => page.includes(words));
    for (let at = 1; at <= 24; at += 1) {
      const page = pages[pageOf(`部分${at}。`)]!;
      // From its heading to its last option: the missing answers stand last.
      const question = page.slice(page.indexOf(`部分${at}。`));
      expect(question).toContain(`您对第${at}个部门的工作满意吗？`);
      expect(question).toContain('拒答');
    }
  });

  it('goes on with a long table under the same head', async () => {
    const rows = Array.from({ length: 60 }, (_none, at) => ({ code: `r${at}`, text: both(`第${at}项`, `Item ${at}`) }));
    const grid: DesignEntry = { type: 'grid', code: 'g', text: both('请逐项评价', 'Rate each'), scale: 'five', rows };
    const pages = pagesOf(await paperForm(formWith([grid]), options)).map(bare);
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(page).toContain('非常满意满意一般不满意非常不满意');
    expect(pages.join('').match(/第\d+项/g)).toHaveLength(60);
  });

  it('puts options that are too many into one list at the end, for all that choose from it', async () => {
    const choices = Array.from({ length: 300 }, (_none, at) => ({
      code: `c${at}`,
      text: both(`单位${at}号`, `Office ${at}`),
    }));
    const ask = (code: string): DesignEntry => ({
      type: 'single',
      code,
      text: both('哪个单位？', 'Which office?'),
      list: 'offices',
      offers: ['dontKnow'],
    });
    const design = formWith([ask('a'), ask('b')], { lists: [{ code: 'offices', choices }] });
    const text = bare(pagesOf(await paperForm(design, options)).join(''));
    expect(text.match(/单位\d+号/g)).toHaveLength(300);
    expect(text.match(/附表1中的编号不了解/g)).toHaveLength(2);
    expect(text.indexOf('录入')).toBeLessThan(text.indexOf('单位0号'));
  });

  it('holds the longest text over several pages', async () => {
    const text = '一二三四五六七八九十'.repeat(300);
    const pages = pagesOf(await paperForm(formWith([{ type: 'note', code: 'n', text: both(text, text) }]), options));
    expect(pages.join('').match(/[一二三四五六七八九十]/g)!.length).toBeGreaterThanOrEqual(3000);
    expect(pages.length).toBeGreaterThan(1);
  });

  it('shows a character that the font lacks as lacking', async () => {
    const rare = formWith([{ type: 'date', code: 'd', text: both('𠮷村哪天通车？', 'When?') }]);
    expect(pagesOf(await paperForm(rare, options)).join('')).toContain('〓村哪天通车？');
  });

  it('is the same file each time, and small', async () => {
    expect((await paperForm(exampleForm(), options)).equals(chinese)).toBe(true);
    expect(chinese.length).toBeLessThan(300_000);
  });

  it('is made of a design with faults too', async () => {
    const faulty = formWith([
      { type: 'single', code: 'a', text: both('选什么？', ''), list: 'nowhere', relevant: x('@x = (') },
      { type: 'region', code: 'b', text: both('哪里？', 'Where?'), levels: [] },
      { type: 'grid', code: 'c', text: both('怎样？', 'How?'), scale: 'none', rows: [] },
      { type: 'group', code: 'd', text: both('空的', 'Empty'), entries: [] },
    ]);
    const text = bare(pagesOf(await paperForm(faulty, options)).join(''));
    for (const words of ['选什么？', '哪里？', '怎样？', '空的']) expect(text).toContain(words);
  });

  const canRead = spawnSync('pdftotext', ['-v']).error === undefined;
  (canRead ? it : it.skip)(
    'is read by pdftotext, word for word (skipped where pdftotext is not installed)',
    async () => {
      const pdf = await paperForm(exampleForm(), options);
      const text = bare(execFileSync('pdftotext', ['-raw', '-', '-'], { input: pdf, encoding: 'utf8' }));
      expect(wordsOf(exampleForm(), 'zh').filter((words) => !text.includes(bare(words)))).toEqual([]);
      expect(text).toContain('仅当第5题选“不满意”或“非常不满意”时回答');
    },
  );
});
