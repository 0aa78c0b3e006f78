import type { DesignItem, QuestionnaireDesign } from '@minsheng/contracts';
import { designOfPlan, sha256 } from './compiled-questionnaire.js';
import { effortOf } from './effort.js';
import { planOfSpecs } from './plan-of-specs.js';

const plain = planOfSpecs();
const asked = plain.questionnaire.items.length;
const named = (code: string) => ({ code, text: { zh: `说说 ${code}`, en: `Tell about ${code}` } });
const askingBesides = (...items: DesignItem[]) => {
  const design = designOfPlan(plain);
  const document: QuestionnaireDesign = { ...design, code: 'city', entries: [...design.entries, ...items] };
  const hash = sha256(JSON.stringify(document));
  return planOfSpecs({}, { design: { questionnaireId: '01QUESTIONNAIREQUESTIONNAI', hash, document } });
};

describe('what answering asks of a citizen', () => {
  it('a plan without a design counts its items', () => expect(effortOf(plain, 'plain').questions).toBe(asked));

  it.each<[string, number, DesignItem[]]>([
    ['a question for everybody counts', 1, [{ ...named('x'), type: 'integer' }]],
    ['a conditional one does not', 0, [{ ...named('x'), type: 'integer', relevant: `\${q1} = 'fair'` }]],
    ['nor an interviewer’s', 0, [{ ...named('x'), type: 'integer', isInterviewerOnly: true }]],
    [
      'nor words to read, nor what is worked out',
      0,
      [
        { ...named('x'), type: 'note' },
        { ...named('y'), type: 'calculated', calculation: `concat(\${q1}, '')` },
      ],
    ],
  ])('of a designed questionnaire %s', (_title, more, items) =>
    expect(effortOf(askingBesides(...items), `${_title}`).questions).toBe(asked + more),
  );

  it('more to read takes longer', () => {
    const long = Array.from(
      { length: 20 },
      (_, at): DesignItem => ({ ...named(`x${at}`), type: 'text', maxLength: 100 }),
    );
    expect(effortOf(askingBesides(...long), 'long').minutes).toBeGreaterThan(
      effortOf(askingBesides(), 'short').minutes,
    );
  });
});
