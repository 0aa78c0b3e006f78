import type { DesignEntry, DesignItem, QuestionnaireDesign } from '@minsheng/contracts';
import { both, circumstances, compiled, designWith, exampleDesign, exampleDesignAnswers, x } from './example-design.js';
import { compileDesignReader } from './design-reader.js';
import { countedProjection } from './design-reader-projection.js';

const projected = (design: QuestionnaireDesign) => countedProjection(design, compiled(design));
const named = (code: string) => ({ code, text: both(`题目 ${code}`, `Question ${code}`) });
const measuring = (code: string, more: Partial<DesignItem> = {}): DesignItem =>
  ({
    ...named(code),
    type: 'satisfaction',
    scale: 'five',
    indicator: { code: `I-${code}`, version: 1 },
    ...more,
  }) as DesignItem;
const sex: DesignItem = {
  ...named('sex'),
  type: 'single',
  list: 'yesNo',
  required: true,
  weightingRole: 'margin',
};

describe('the counted part of a design', () => {
  it('is what measures, the choices, and the rest as text; a note is no item', () => {
    const { questionnaire, faults } = projected(exampleDesign());
    expect(faults).toEqual([]);
    expect(questionnaire.items.map(({ code, type }) => `${code} ${type}`)).toEqual([
      'agree text',
      'district single',
      'street text',
      'age text',
      'adult text',
      'ways text',
      'main single',
      'wishes text',
      'buses satisfaction',
      'water satisfaction',
      'lamps satisfaction',
      'spend text',
      'since text',
      'wish text',
      'source text',
      'picture text',
      'where text',
      'point text',
      'turn text',
    ]);
    expect(questionnaire.levels.map(({ score }) => score)).toEqual([100, 80, 60, 40, 20]);
  });

  it('says who is always asked, what weights use, who is screened out, and what may be chosen besides', () => {
    const design = designWith([
      { ...sex, screensOut: ['no'] } as DesignItem,
      measuring('q1', { required: true }),
      {
        ...named('way'),
        type: 'single',
        list: 'yesNo',
        offers: ['refused'],
        required: true,
        relevant: x("@q1 = 'fair'"),
      },
    ]);
    const [first, second, third] = projected(design).questionnaire.items;
    expect(first).toMatchObject({ role: 'margin', isRequired: true, options: [{ code: 'yes' }, { screensOut: true }] });
    expect(second).toMatchObject({ indicator: 'I-q1', isRequired: true });
    expect(third).toMatchObject({ role: null, isRequired: false, askIf: null });
    expect(third?.type === 'single' && third.options.map(({ code }) => code)).toEqual(['yes', 'no', 'refused']);
  });

  const other = { code: 'three', levels: designWith([]).scales[0]!.levels.slice(0, 3) };
  const many = {
    code: 'many',
    choices: Array.from({ length: 251 }, (_, at) => ({ code: `c${at}`, text: both(`第 ${at} 项`, `No. ${at}`) })),
  };
  const grouped = (entries: DesignEntry[], relevant?: string): DesignEntry => ({
    type: 'group',
    code: 'block',
    entries,
    ...(relevant === undefined ? {} : { relevant }),
  });
  it.each<[string, string | null, DesignEntry[]]>([
    ['nothing is measured', null, [sex]],
    ['measured items are on two scales', 'q2', [measuring('q1'), measuring('q2', { scale: 'three' } as never)]],
    [
      'a single choice measures',
      'way',
      [measuring('q1'), { ...named('way'), type: 'single', list: 'yesNo', indicator: { code: 'I-9', version: 1 } }],
    ],
    ['a choice has more than 250 options', 'one', [measuring('q1'), { ...named('one'), type: 'single', list: 'many' }]],
    [
      'the group of a margin is conditional',
      'sex',
      [measuring('q1'), { ...named('n'), type: 'integer' }, grouped([sex], x('@n > 1'))],
    ],
    [
      'the options of a margin are filtered',
      'sex',
      [
        measuring('q1'),
        { ...named('n'), type: 'integer' },
        { ...sex, choiceFilter: x("name != 'no' or @n > 1") } as DesignItem,
      ],
    ],
    ['a margin may be refused', 'sex', [measuring('q1'), { ...sex, offers: ['refused'] } as DesignItem]],
  ])('cannot be counted: %s', (_title, item, entries) => {
    const whole = designWith(entries);
    const { faults } = projected({ ...whole, scales: [...whole.scales, other], lists: [...whole.lists, many] });
    expect(faults.map((fault) => fault.item)).toEqual([item]);
  });
});

describe('answers to a design', () => {
  const design = exampleDesign();
  const form = compiled(design);
  const reader = compileDesignReader(form, projected(design).questionnaire);
  const read = (answers: Record<string, string>) => {
    const outcome = reader.read(answers, circumstances);
    if (outcome.outcome === 'refused') throw new Error(JSON.stringify(outcome.faults));
    return outcome.reading;
  };

  it('are levels and options by index, words as they are', () => {
    const reading = read({ ...exampleDesignAnswers(), water: 'dontKnow', wishes: 'car bus' });
    // buses: satisfied; water: 不了解, the sixth; lamps: passed by.
    expect([[...reading.codes], [...reading.levels]]).toEqual([
      [1, 5, 8],
      [1, 254, 254],
    ]);
    // district: the second of the area's levels; main: not asked.
    expect([[...reading.singles], [...reading.margins]]).toEqual([[0, 255], [0]]);
    expect(reading.texts.filter((text) => text !== null)).toEqual([
      'OK',
      'n2',
      '35',
      'yes',
      'bus',
      'car bus',
      'poster',
    ]);
  });

  it('that are not asked are told from those that are passed by', () => {
    const child = read({ agree: 'OK', district: 'south', street: 's1', age: '12' });
    expect([...child.codes]).toEqual([9, 8, 8]);
    const adult = read({ ...exampleDesignAnswers(), ways: 'bus car' });
    expect([...adult.singles]).toEqual([0, 254]);
    expect([...read({ ...exampleDesignAnswers(), ways: 'bus car', main: 'dontKnow' }).singles]).toEqual([0, 5]);
  });

  it('an initial value that was taken away stays away', () => {
    const cleared = { ...exampleDesignAnswers(), adult: 'yes', source: '' };
    expect(reader.answersOf(read(cleared))).toEqual(cleared);
    expect(reader.answersOf(read(exampleDesignAnswers())).source).toBe('poster');
  });

  it('that trip a soft check are taken, and the check is kept', () =>
    expect(read({ ...exampleDesignAnswers(), age: '104' }).warnings).toEqual(['age']));

  it('that the design refuses name the question and say why', () => {
    const outcome = reader.read({ ...exampleDesignAnswers(), age: '140', main: 'bus' }, circumstances);
    expect(outcome.outcome === 'refused' && outcome.faults.map(({ question, code }) => [question, code])).toEqual([
      ['age', 'constraint'],
      ['main', 'not-asked'],
    ]);
  });
});
