import type { DesignEntry, DesignItem, LocalisedText, MissingCode, QuestionnaireDesign } from '@minsheng/contracts';
import fc from 'fast-check';
import { designWith, exampleDesign, item, x } from '../example-design.js';
import { designFromSheets } from './design-from-sheets.js';
import { sheetsOf } from './sheets-of.js';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((each) => each.trim() !== ''),
  fc.constantFrom('您对公交满意吗？', ' How\nsatisfied? ', '1', 'yes', '=1+1', '“引号”', x('Hello @a')),
);
const words: fc.Arbitrary<LocalisedText> = fc.oneof(
  fc.record({ zh: text, en: text }),
  fc.record({ zh: text, en: fc.constant('') }),
);
const expression = fc.constantFrom(
  x("@a = 'x'"),
  '. > 1',
  'count-selected(.) <= 2',
  x(' @a >= 18 and @b < 3'),
  'string-length(.) <= 40',
  'not an expression',
  "selected(., '“x”')",
);
const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 2 });
const truth = some(fc.constant(true as const));
const whole = fc.integer({ min: 0, max: 200 });
const missingCodes: MissingCode[] = ['dontKnow', 'notApplicable', 'refused'];
const offers = some(fc.shuffledSubarray(missingCodes, { minLength: 1 }));
const listCodes = ['ways', 'yesNo', 'a-list', 'streets', 'bare', 'nosuch'];
const scaleCodes = ['five', 'three', 'empty-scale', 'nosuchScale'];
const list = fc.constantFrom(...listCodes);
const scale = fc.constantFrom(...scaleCodes.slice(0, 3));
const optionCodes = ['bus', 'bike', 'other', '1', 'none', '汽车'];
const codes = some(fc.shuffledSubarray(optionCodes, { minLength: 1 }));
const extras = (keys: string[]): fc.Arbitrary<Record<string, string> | undefined> =>
  some(fc.dictionary(fc.constantFrom(...keys), text, { minKeys: 1 }));
const check = some(fc.record({ expression, message: words }));
const indicator = some(fc.record({ code: fc.constantFrom('I-1', 'I-2'), version: fc.integer({ min: 1, max: 9 }) }));

const part = {
  hint: some(words),
  guidance: some(words),
  relevant: some(expression),
  isInterviewerOnly: truth,
  isAnchored: truth,
  appearance: some(fc.constantFrom('minimal', 'likert', 'w2 numbers')),
  extras: extras(['label::French (fr)', 'media::image', 'comment', '备注', 'trigger', 'poll::later']),
};
const answered = {
  ...part,
  required: some(fc.oneof(fc.constant(true), expression)),
  requiredMessage: some(words),
  constraint: check,
  warning: check,
  initial: some(fc.oneof(text, fc.constantFrom('today()', x('@a'), 'f (x)'))),
  quotaRole: some(fc.constantFrom('ageBand', 'sex')),
  weightingRole: some(fc.constantFrom('area', 'margin', 'staffOf')),
  sensitivity: some(fc.constantFrom('personal', 'sensitive')),
};
const choosing = { ...answered, list, choiceFilter: some(expression), isShuffled: truth };

const kinds: Record<DesignItem['type'], Record<string, fc.Arbitrary<unknown>>> = {
  note: part,
  consent: answered,
  satisfaction: { ...answered, scale: fc.constantFrom(...scaleCodes), offers, indicator, subject: some(words) },
  single: { ...choosing, offers, screensOut: codes, indicator },
  multiple: { ...choosing, offers, exclusive: codes, atLeast: some(whole), atMost: some(whole) },
  rank: { ...choosing, top: whole },
  grid: {
    ...answered,
    scale,
    offers,
    isShuffled: truth,
    rows: fc.array(fc.record({ text: words, indicator, isAnchored: truth }), { maxLength: 3 }),
  },
  integer: answered,
  decimal: answered,
  text: { ...answered, maxLength: whole, isLong: truth },
  date: answered,
  region: { ...answered, levels: fc.array(fc.record({ text: words, list }), { maxLength: 3 }) },
  calculated: { ...part, calculation: expression },
  hidden: { ...part, initial: some(text) },
  photo: answered,
  location: answered,
  site: answered,
  shift: answered,
};

const anItem = fc.oneof(
  ...Object.entries(kinds).map(([type, fields]) => fc.record({ type: fc.constant(type), text: words, ...fields })),
);
const entries = fc.letrec<{ group: unknown; entry: unknown }>((tie) => ({
  group: fc.record({
    type: fc.constant('group'),
    text: some(words),
    relevant: some(expression),
    isShuffled: truth,
    isAnchored: truth,
    appearance: some(fc.constantFrom('field-list')),
    extras: extras(['comment', 'intent']),
    entries: fc.array(tie('entry'), { maxLength: 3 }),
  }),
  entry: fc.oneof({ maxDepth: 3 }, { weight: 5, arbitrary: anItem }, { weight: 1, arbitrary: tie('group') }),
})).entry;

const choice = fc.record({
  text: words,
  isAnchored: truth,
  columns: some(fc.dictionary(fc.constantFrom('parent', 'kind', 'value', 'image', 'list'), text, { minKeys: 1 })),
  extras: extras(['label::French (fr)', 'media::image', '排序']),
});

const design: fc.Arbitrary<QuestionnaireDesign> = fc
  .record({
    code: fc.constantFrom('poll', 'P-2026_a.b'),
    version: fc.integer({ min: 1, max: 2000 }),
    title: words,
    marks: fc.record({
      formNumber: fc.oneof(fc.constant(''), text),
      maker: fc.oneof(fc.constant({ zh: '', en: '' }), words),
      approvedBy: words,
      approvalNumber: fc.constantFrom('', '统制〔2026〕1 号'),
      validUntil: fc.constantFrom('', '2027-06-30', 'soon'),
    }),
    scales: fc.tuple(
      ...['five', 'three'].map((code) =>
        fc.record({
          code: fc.constant(code),
          levels: fc.array(fc.record({ name: words, score: fc.oneof(whole, fc.constantFrom(-1, 0.5)) }), {
            minLength: 1,
            maxLength: 3,
          }),
        }),
      ),
      fc.constant({ code: 'empty-scale', levels: [] }),
    ),
    missing: fc
      .shuffledSubarray(missingCodes, { minLength: 3 })
      .chain((all) => fc.tuple(...all.map((code) => words.map((name) => ({ code, name }))))),
    lists: fc.tuple(
      ...listCodes
        .slice(0, 4)
        .map((code) =>
          fc.record({ code: fc.constant(code), choices: fc.array(choice, { minLength: 1, maxLength: 4 }) }),
        ),
      fc.constant({ code: 'bare', choices: [] }),
    ),
    entries: fc.array(entries, { minLength: 1, maxLength: 8 }),
    extras: extras(['instance_name', 'style', 'version', 'submission_url']),
  })
  .map((drawn) => numbered(drawn as unknown as QuestionnaireDesign));

/** Gives every entry, row, level, option and level of a scale its code, and leaves out what was drawn as nothing. */
function numbered(drawn: QuestionnaireDesign): QuestionnaireDesign {
  let count = 0;
  const next = (): { code: string } => ({ code: `q${(count += 1)}` });
  const coded = (entry: DesignEntry): object => ({
    ...entry,
    ...next(),
    ...('entries' in entry ? { entries: entry.entries.map(coded) } : {}),
    ...('rows' in entry ? { rows: entry.rows.map((row) => ({ ...row, ...next() })) } : {}),
    ...('levels' in entry ? { levels: entry.levels.map((level) => ({ ...level, ...next() })) } : {}),
  });
  return JSON.parse(
    JSON.stringify({
      ...drawn,
      format: 'minsheng-questionnaire/2',
      scales: drawn.scales.map((each) => ({
        ...each,
        levels: each.levels.map((level, at) => ({ ...level, code: optionCodes[at] })),
      })),
      lists: drawn.lists.map((each) => ({
        ...each,
        choices: each.choices.map((option, at) => ({ ...option, code: optionCodes[at] })),
      })),
      entries: drawn.entries.map(coded),
    }),
  ) as QuestionnaireDesign;
}

describe('a design as a workbook and back', () => {
  it('is the same design, whatever it holds', () => {
    fc.assert(
      fc.property(design, (drawn) => {
        expect(designFromSheets(sheetsOf(drawn)).design).toEqual(drawn);
      }),
      { numRuns: 100 },
    );
  });

  it('is the same design with one item of each kind', () => {
    const { design: back, warnings } = designFromSheets(sheetsOf(exampleDesign()));
    expect(back).toEqual(exampleDesign());
    expect(warnings).toEqual([]);
  });

  it('writes the same workbook again', () => {
    fc.assert(
      fc.property(design, (drawn) => {
        const sheets = sheetsOf(drawn);
        expect(sheetsOf(designFromSheets(sheets).design)).toEqual(sheets);
      }),
      { numRuns: 40 },
    );
  });

  it('drops what says nothing', () => {
    const said = designWith([
      item('a', { hint: { zh: '', en: '' }, relevant: '', required: false, isAnchored: false, extras: {} }),
    ]);
    expect(designFromSheets(sheetsOf(said)).design).toEqual(designWith([item('a')]));
  });
});
