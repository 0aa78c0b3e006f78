import type { BankEntry, BankIndicator, QuestionnaireDesign } from '@minsheng/contracts';

import { choiceAdded, choiceMoved, choiceRemoved, choicesPasted, usersOf } from './choices.js';
import { gapAfter, itemsOf, placeOf } from './entries.js';
import { entryTypes, measuredIn, respondentGap, withIndicator, withNew, withRespondent } from './new-items.js';
import { compile, runnableOf } from './runnable.js';
import { completenessOf } from './translations.js';

const both = (zh: string) => ({ zh, en: zh });
const empty: QuestionnaireDesign = {
  format: 'minsheng-questionnaire/2',
  code: 'd',
  version: 1,
  title: both('问卷'),
  marks: {
    formNumber: '1',
    maker: both('局'),
    approvedBy: both('局'),
    approvalNumber: '1',
    validUntil: '2027-06-30',
  },
  scales: [],
  missing: [],
  lists: [],
  entries: [],
};
const end = (design: QuestionnaireDesign) => gapAfter(design, null);
const indicator: BankIndicator = {
  code: 'CG-01',
  version: 2,
  name: both('市容环境'),
  term: 'LONG',
  isActive: true,
  wording: both('您对市容环境满意吗？'),
  hint: both('包括占道经营'),
  series: [],
  wordings: [],
};
const gender: BankEntry = {
  code: 'gender',
  name: both('性别'),
  item: {
    type: 'single',
    code: 'gender',
    text: both('您的性别是？'),
    list: 'gender',
    required: true,
    weightingRole: 'margin',
  },
  lists: [
    {
      code: 'gender',
      choices: [
        { code: 'male', text: both('男') },
        { code: 'female', text: both('女') },
      ],
    },
  ],
  scales: [],
};

describe('an indicator put in from the bank', () => {
  it('is a satisfaction item that can be published as it is', () => {
    const { design, code } = withIndicator(empty, indicator, end(empty));
    expect(compile(design, '2026-11-22').diagnostics).toEqual([]);
    expect(placeOf(design, code)?.entry).toMatchObject({
      text: indicator.wording,
      subject: indicator.name,
      indicator: { code: 'CG-01', version: 2 },
      offers: ['dontKnow', 'notApplicable', 'refused'],
    });
  });

  it('is asked on the scale that the questionnaire has, not on one of its own', () => {
    const first = withIndicator(empty, indicator, end(empty)).design;
    const second = withIndicator(first, { ...indicator, code: 'JJ-01' }, end(first)).design;
    expect(second.scales).toHaveLength(1);
    expect([...measuredIn(second)]).toEqual([
      ['CG-01', 'q1'],
      ['JJ-01', 'q2'],
    ]);
  });
});

describe('standard items about the respondent', () => {
  it('bring their options along and stand before the questions, behind words and consent', () => {
    const asked = withIndicator(withNew(empty, 'consent', end(empty)).design, indicator, {
      group: null,
      index: 1,
    }).design;
    const { design } = withRespondent(asked, [gender], respondentGap(asked));
    expect(itemsOf(design).map(({ code }) => code)).toEqual(['q1', 'gender', 'q2']);
    expect(design.lists.map(({ code }) => code)).toEqual(['gender']);
  });

  it('are not put in twice', () => {
    const once = withRespondent(empty, [gender], end(empty)).design;
    expect(withRespondent(once, [gender], end(once)).design.entries).toEqual(once.entries);
  });

  it('do not take other options for theirs that happen to have the same code', () => {
    const taken = { ...empty, lists: [{ code: 'gender', choices: [{ code: 'x', text: both('别的') }] }] };
    const { design } = withRespondent(taken, [gender], end(taken));
    expect(placeOf(design, 'gender')?.entry).toMatchObject({ list: 'gender1' });
    expect(design.lists.map(({ code }) => code)).toEqual(['gender', 'gender1']);
  });
});

describe('a new entry', () => {
  it.each(entryTypes.map((type) => [type]))('of type %s is taken up by the preview without an accident', (type) => {
    const { design, code } = withNew(empty, type, end(empty));
    expect(placeOf(design, code)?.entry.type).toBe(type);
    expect(() => runnableOf(design, compile(design, '2026-11-22'), '2026-11-22')).not.toThrow();
    const errors = compile(design, '2026-11-22').diagnostics.filter(({ severity }) => severity === 'error');
    // Words, and at least one question, are for a person to write.
    expect(errors.filter(({ code: fault }) => !['missing-translation', 'no-items', 'syntax'].includes(fault))).toEqual(
      [],
    );
  });
});

describe('the options of an item', () => {
  const { design } = withNew(empty, 'multiple', end(empty));

  it('grow at the end, before those that keep their place', () => {
    const anchored: QuestionnaireDesign = {
      ...design,
      lists: [
        {
          code: 'q1',
          choices: [...design.lists[0]!.choices, { code: 'none', text: both('都没有'), isAnchored: true }],
        },
      ],
    };
    expect(choiceAdded(anchored, 'q1').design.lists[0]!.choices.map(({ code }) => code)).toEqual([
      'a1',
      'a2',
      'a3',
      'none',
    ]);
  });

  it('change places', () => {
    expect(choiceMoved(design, 'q1', 'a2', 'up').lists[0]!.choices.map(({ code }) => code)).toEqual(['a2', 'a1']);
    expect(choiceMoved(design, 'q1', 'a1', 'up')).toEqual(design);
  });

  it('leave the item when they are deleted, also where they stand alone', () => {
    const exclusive: QuestionnaireDesign = {
      ...design,
      entries: [{ type: 'multiple', code: 'q1', text: both('哪些？'), list: 'q1', exclusive: ['a2'] }],
    };
    expect(choiceRemoved(exclusive, 'q1', 'a2').entries[0]).not.toHaveProperty('exclusive');
  });

  it('are pasted line by line, Chinese and English parted by a tab', () => {
    const pasted = choicesPasted(design, 'q1', '公交\tBus\n\n步行');
    expect(pasted.lists[0]!.choices.slice(2)).toEqual([
      { code: 'a3', text: { zh: '公交', en: 'Bus' } },
      { code: 'a4', text: { zh: '步行', en: '' } },
    ]);
  });

  it('are known to be shared', () => {
    const shared: QuestionnaireDesign = {
      ...design,
      entries: [...design.entries, { type: 'single', code: 'q2', text: both('二'), list: 'q1' }],
    };
    expect(usersOf(shared, 'q1')).toEqual(['q1', 'q2']);
  });
});

describe('the completeness of translations', () => {
  it('counts every text that people read and those there in both languages', () => {
    const { design } = withNew(withIndicator(empty, indicator, end(empty)).design, 'single', { group: null, index: 1 });
    const found = completenessOf(design);
    // Title, two marks, question, its hint and subject, five levels, three missing codes, the empty question, two options.
    expect(found).toEqual({ texts: 17, inBoth: 16 });
  });
});
