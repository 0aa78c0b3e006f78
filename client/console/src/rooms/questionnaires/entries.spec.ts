import type { DesignEntry, QuestionnaireDesign } from '@minsheng/contracts';

import {
  codeLike,
  duplicated,
  gapAfter,
  gapBeyond,
  inserted,
  mayBeCalled,
  moved,
  neighbourOf,
  placedEntries,
  removed,
  renamed,
  withFields,
} from './entries.js';

const both = (zh: string) => ({ zh, en: zh });
const text = (code: string): DesignEntry => ({ type: 'text', code, text: both(code), maxLength: 10 });
const group = (code: string, ...entries: DesignEntry[]): DesignEntry => ({ type: 'group', code, entries });

function designWith(...entries: DesignEntry[]): QuestionnaireDesign {
  return {
    format: 'minsheng-questionnaire/2',
    code: 'd',
    version: 1,
    title: both('问卷'),
    marks: { formNumber: '', maker: both(''), approvedBy: both(''), approvalNumber: '', validUntil: '' },
    scales: [],
    missing: [],
    lists: [],
    entries,
  };
}

/** `a g(b c) d` */
function drawn(design: Pick<QuestionnaireDesign, 'entries'>): string {
  return design.entries
    .map((entry) => (entry.type === 'group' ? `${entry.code}(${drawn(entry)})` : entry.code))
    .join(' ');
}

const three = designWith(text('a'), group('g', text('b'), text('c')), text('d'));

describe('moving a card by the keyboard', () => {
  it.each([
    ['goes down past a neighbour', designWith(text('a'), text('b')), 'a', 'down', 'b a'],
    ['goes up past a neighbour', designWith(text('a'), text('b')), 'b', 'up', 'b a'],
    ['goes down into the group that stands there', three, 'a', 'down', 'g(a b c) d'],
    ['goes up into the end of a group', three, 'd', 'up', 'a g(b c d)'],
    ['goes up out of its group', three, 'b', 'up', 'a b g(c) d'],
    ['goes down out of its group', three, 'c', 'down', 'a g(b) c d'],
    ['takes a group as a whole', three, 'g', 'up', 'g(b c) a d'],
  ] as const)('%s', (_rule, design, code, way, wanted) => {
    const gap = gapBeyond(design, code, way);
    expect(drawn(moved(design, code, gap!))).toBe(wanted);
  });

  it('stops at both ends', () => {
    expect(gapBeyond(three, 'a', 'up')).toBeNull();
    expect(gapBeyond(three, 'd', 'down')).toBeNull();
  });

  it('comes back to where it was by the opposite step, whatever stood there', () => {
    for (const { entry } of placedEntries(three)) {
      for (const [way, back] of [
        ['up', 'down'],
        ['down', 'up'],
      ] as const) {
        const gap = gapBeyond(three, entry.code, way);
        if (gap === null) continue;
        const there = moved(three, entry.code, gap);
        expect(drawn(moved(there, entry.code, gapBeyond(there, entry.code, back)!))).toBe(drawn(three));
      }
    }
  });
});

describe('dropping a card', () => {
  it.each([
    ['behind a later one', 'a', { group: null, index: 3 }, 'g(b c) d a'],
    ['into a group', 'd', { group: 'g', index: 1 }, 'a g(b d c)'],
    ['out of a group', 'b', { group: null, index: 0 }, 'b a g(c) d'],
    ['further down its own group', 'b', { group: 'g', index: 2 }, 'a g(c b) d'],
    ['where it is already changes nothing', 'a', { group: null, index: 1 }, 'a g(b c) d'],
    ['a group into itself changes nothing', 'g', { group: 'g', index: 0 }, 'a g(b c) d'],
  ] as const)('%s', (_rule, code, gap, wanted) => {
    expect(drawn(moved(three, code, gap))).toBe(wanted);
  });

  it('of what stays where it is keeps the very same design', () => {
    expect(moved(three, 'a', { group: null, index: 0 })).toBe(three);
  });
});

describe('putting something in', () => {
  it('stands behind the card in hand, of a group at its end, else at the end', () => {
    const put = (code: string | null) => drawn(inserted(three, gapAfter(three, code), [text('x')]));
    expect(put('b')).toBe('a g(b x c) d');
    expect(put('g')).toBe('a g(b c x) d');
    expect(put(null)).toBe('a g(b c) d x');
  });
});

describe('going from card to card', () => {
  it('follows the order on the page, into groups and out of them', () => {
    const way: string[] = [];
    for (let code = neighbourOf(three, null, 'down'); code !== null; code = neighbourOf(three, code, 'down')) {
      way.push(code);
    }
    expect(way).toEqual(['a', 'g', 'b', 'c', 'd']);
    expect(neighbourOf(three, 'a', 'up')).toBeNull();
  });
});

describe('deleting a card', () => {
  const list = (code: string) => ({ code, choices: [{ code: 'yes', text: both('是') }] });
  const single = (code: string, of: string): DesignEntry => ({ type: 'single', code, text: both(code), list: of });

  it('takes the options along that it alone used, and leaves those that others use', () => {
    const design = {
      ...designWith(single('q1', 'own'), single('q2', 'shared'), single('q3', 'shared')),
      lists: [list('own'), list('shared')],
    };
    expect(removed(design, 'q1').lists.map(({ code }) => code)).toEqual(['shared']);
    expect(removed(design, 'q2').lists.map(({ code }) => code)).toEqual(['own', 'shared']);
  });

  it('takes everything in a group with it', () => {
    expect(drawn(removed(three, 'g'))).toBe('a d');
  });
});

describe('a copy', () => {
  it('has codes of its own all through, and stands behind the original', () => {
    const { design, copy } = duplicated(three, 'g');
    expect(drawn(design)).toBe('a g(b c) g1(q1 q2) d');
    expect(copy).toBe('g1');
  });

  it('does not measure the indicator a second time, nor decide the quota', () => {
    const design = designWith({
      type: 'satisfaction',
      code: 'q1',
      text: both('满意吗？'),
      scale: 's',
      indicator: { code: 'CG-01', version: 1 },
      quotaRole: 'age',
    });
    const copy = duplicated(design, 'q1').design.entries[1]!;
    expect(copy).toEqual({ type: 'satisfaction', code: 'q2', text: both('满意吗？'), scale: 's' });
  });
});

describe('another code', () => {
  const design = designWith(
    text('age'),
    { ...text('q2'), relevant: `\${age} >= 18 and \${ age } < 60` } as DesignEntry,
    { ...text('q3'), text: both(`您说 \${age} 岁`) } as DesignEntry,
    { type: 'single', code: 'q4', text: both('四'), list: 'age', screensOut: ['age'] },
  );

  it('is followed by every condition and every text that names it', () => {
    const [age, q2, q3] = renamed(design, 'age', 'years').entries;
    expect(age?.code).toBe('years');
    expect(q2).toMatchObject({ relevant: `\${years} >= 18 and \${years} < 60` });
    expect(q3?.text?.zh).toBe(`您说 \${years} 岁`);
  });

  it('leaves lists and options of the same name alone', () => {
    expect(renamed(design, 'age', 'years').entries[3]).toMatchObject({ list: 'age', screensOut: ['age'] });
  });

  it.each(['q2', '1st', 'two words', ''])('is refused when it is taken or cannot be one: “%s”', (name) => {
    expect(mayBeCalled(design, 'age', name)).toBe(false);
    expect(renamed(design, 'age', name)).toBe(design);
  });
});

describe('a field that is taken away', () => {
  it('is left out, since a design knows no null', () => {
    expect(withFields({ code: 'a', hint: both('x') } as { code: string; hint?: object }, { hint: undefined })).toEqual({
      code: 'a',
    });
  });
});

describe('the code that a form from another tool is given', () => {
  it.each([
    ['Spec test', 'Spec-test'],
    ['2024_household survey ', 'household-survey'],
    ['city-2027', 'city-2027'],
    ['满意度调查', 'imported'],
    ['x'.repeat(80), 'x'.repeat(64)],
  ])('“%s” becomes %s', (name, code) => expect(codeLike(name)).toBe(code));
});
