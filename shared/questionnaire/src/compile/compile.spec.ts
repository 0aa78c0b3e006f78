import { Ajv } from 'ajv';
import fc from 'fast-check';
import type { MissingCode, Questionnaire, QuestionnaireItem } from '@minsheng/contracts';
import { answersOffered, type Answers } from '../answers.js';
import { exampleAnswers, exampleQuestionnaire } from '../example-questionnaire.js';
import { readAnswers, type ItemReading } from '../read-answers.js';
import { isAsked } from '../routing.js';
import { checkQuestionnaire } from './check-questionnaire.js';
import { compileReader, marginItems, NO_SCORE, NOT_ASKED, type CompactReading } from './compile-reader.js';
import { compileSchema } from './compile-schema.js';

const words = (text: string) => ({ zh: text, en: text });
const missingCodes: MissingCode[] = ['dontKnow', 'notApplicable', 'refused'];

/** Random questionnaires that may be published: any order of kinds, chains of conditions, screening options, optional items. */
const questionnaires: fc.Arbitrary<Questionnaire> = fc
  .record({
    levels: fc.integer({ min: 2, max: 11 }),
    kinds: fc.array(
      fc.record({
        kind: fc.constantFrom('satisfaction', 'satisfaction', 'single', 'text', 'margin', 'area', 'staffOf'),
        isRequired: fc.boolean(),
        size: fc.integer({ min: 2, max: 6 }),
        offers: fc.shuffledSubarray(missingCodes),
        askIf: fc.option(
          fc.record({ pick: fc.nat(50), answers: fc.array(fc.nat(12), { minLength: 1, maxLength: 3 }) }),
        ),
        screensOut: fc.boolean(),
        maxLength: fc.integer({ min: 1, max: 12 }),
      }),
      { minLength: 1, maxLength: 14 },
    ),
  })
  .map(({ levels, kinds }) => {
    const questionnaire: Questionnaire = { ...exampleQuestionnaire(), items: [] };
    questionnaire.levels = Array.from({ length: levels }, (_, at) => ({
      code: `L${at}`,
      name: words('x'),
      score: 200 - at,
    }));
    const used = new Set<string>();
    kinds.forEach(({ kind, isRequired, size, offers, askIf, screensOut, maxLength }, at) => {
      const isUnique = kind !== 'area' && kind !== 'staffOf';
      const role = !isUnique && used.has(kind) ? 'single' : kind;
      used.add(kind);
      const isMargin = role === 'area' || role === 'margin';
      const deciders = questionnaire.items.filter(({ type }) => type !== 'text');
      const decider = askIf && !isMargin && deciders.length > 0 ? deciders[askIf.pick % deciders.length]! : null;
      const offered = decider ? answersOffered(questionnaire, decider) : [];
      const common = {
        code: `q${at}`,
        text: words('题目'),
        hint: null,
        isRequired: isMargin || isRequired,
        askIf: decider && {
          item: decider.code,
          isOneOf: [...new Set(askIf!.answers.map((answer) => offered[answer % offered.length]!))],
        },
      };
      const item: QuestionnaireItem =
        role === 'text'
          ? { ...common, type: 'text', maxLength }
          : role === 'satisfaction'
            ? { ...common, type: 'satisfaction', indicator: `I${at}`, subject: null, offers }
            : {
                ...common,
                type: 'single',
                role: role === 'single' ? null : (role as 'area' | 'margin' | 'staffOf'),
                options: Array.from({ length: size + 1 }, (_, option) => ({
                  code: `o${option}`,
                  text: words('选'),
                  ...(screensOut && option === 0 ? { screensOut } : {}),
                })),
              };
      questionnaire.items.push(item);
    });
    return questionnaire;
  })
  .filter((questionnaire) => checkQuestionnaire(questionnaire).length === 0);

/** A walk that answers most of what is asked, and now and then something that no phone of ours would send. */
const pairs = questionnaires.chain((questionnaire) =>
  fc
    .array(fc.record({ dice: fc.nat(99), pick: fc.nat(1000), text: fc.string({ unit: 'grapheme', maxLength: 14 }) }), {
      minLength: questionnaire.items.length,
      maxLength: questionnaire.items.length,
    })
    .map((throws) => {
      const answers: Record<string, string> = {};
      questionnaire.items.forEach((item, at) => {
        const { dice, pick, text } = throws[at]!;
        const offered = answersOffered(questionnaire, item);
        const going = offered.filter(
          (code) => item.type !== 'single' || dice > 97 || !item.options.find((o) => o.code === code)?.screensOut,
        );
        const isWanted = isAsked(questionnaire, item, answers) ? item.isRequired || dice % 3 > 0 : false;
        if (dice === 0) answers[`strange${at}`] = 'x';
        if (dice === 1 ? isWanted : !isWanted && dice !== 2) return;
        answers[item.code] =
          dice === 3
            ? 'o99'
            : item.type === 'text'
              ? dice % 7 === 0
                ? text
                : `字${text.slice(0, item.maxLength - 1)}`
              : going[pick % going.length]!;
      });
      return { questionnaire, answers: answers as Answers };
    }),
);

/** The compact record worked out from the interpreter's reading, the slow and plain way. */
function expected(questionnaire: Questionnaire, values: ItemReading[]): CompactReading {
  const { levels, items } = questionnaire;
  const of = (code: string): ItemReading => values.find(({ item }) => item === code)!;
  const ofType = (type: QuestionnaireItem['type']) => items.filter((item) => item.type === type);
  const options = (
    item: QuestionnaireItem,
    codes = item.type === 'single' ? item.options.map(({ code }) => code) : [],
  ): number => {
    const value = of(item.code);
    return value.kind === 'answered' ? codes.indexOf(value.answer) : value.kind === 'notAsked' ? NOT_ASKED : NO_SCORE;
  };
  const staff = items.find((item) => item.type === 'single' && item.role === 'staffOf');
  const scale = ofType('satisfaction').map(({ code }) => of(code));
  const level = (value: ItemReading): number =>
    value.kind === 'answered' ? levels.findIndex(({ code }) => code === value.answer) : -1;
  return {
    levels: Uint8Array.from(scale, (v) =>
      v.kind === 'answered' ? level(v) : v.kind === 'notAsked' ? NOT_ASKED : NO_SCORE,
    ),
    codes: Uint8Array.from(scale, (v) =>
      v.kind === 'answered'
        ? level(v)
        : levels.length + (v.kind === 'missing' ? missingCodes.indexOf(v.code) : v.kind === 'notAnswered' ? 3 : 4),
    ),
    singles: Uint8Array.from(ofType('single'), (item) => options(item)),
    margins: Uint8Array.from(marginItems(questionnaire), (margin) =>
      options(items.find(({ code }) => code === margin.item)!, margin.levels),
    ),
    staffOf: staff ? options(staff) : NOT_ASKED,
    texts: ofType('text').map(({ code }) => {
      const value = of(code);
      return value.kind === 'answered' ? value.answer : null;
    }),
  };
}

describe('the compiled questionnaire', () => {
  it('writes the example as documented', () => {
    const reading = compileReader(exampleQuestionnaire()).read({ ...exampleAnswers(), worksFor: 'U-1' });
    expect(reading).toEqual({
      levels: Uint8Array.of(1, NO_SCORE, NOT_ASKED),
      codes: Uint8Array.of(1, 6, 9),
      singles: Uint8Array.of(1, 1, 1),
      // The area first; 18–44 is the first level of the age margin, since 不满 18 岁 ends the interview.
      margins: Uint8Array.of(1, 0),
      staffOf: 1,
      texts: [null],
    });
  });

  it('agrees with the interpreter on every questionnaire and every answer', () => {
    let read = 0;
    let refused = 0;
    fc.assert(
      fc.property(pairs, ({ questionnaire, answers }) => {
        const reader = compileReader(questionnaire);
        const byInterpreter = readAnswers(questionnaire, answers);
        const compact = reader.read(answers);
        if (byInterpreter.outcome === 'refused') {
          refused += 1;
          expect(compact).toBeNull();
        } else {
          read += 1;
          expect(compact).toEqual(expected(questionnaire, byInterpreter.values));
          expect(reader.answersOf(compact!)).toEqual(answers);
        }
      }),
      { numRuns: 500, seed: 20261122 },
    );
    // Both sides of the rule were really tried.
    expect(Math.min(read, refused)).toBeGreaterThan(100);
  });

  it('has a schema that accepts whatever the interpreter reads', () => {
    const ajv = new Ajv({ strict: true });
    fc.assert(
      fc.property(pairs, ({ questionnaire, answers }) => {
        if (readAnswers(questionnaire, answers).outcome === 'refused') return;
        expect(ajv.compile(compileSchema(questionnaire))(answers)).toBe(true);
      }),
      { numRuns: 150, seed: 20261122 },
    );
  });

  it.each<[string, Record<string, unknown>]>([
    ['an item that is not in the questionnaire', { shoeSize: '43' }],
    ['a level that is not on the scale', { streets: 'splendid' }],
    ['a number for a code', { streets: 1 }],
    ['a text over the limit', { wish: '字'.repeat(11) }],
    ['an empty text', { wish: '' }],
  ])('has a schema that refuses %s', (_title, answers) => {
    expect(new Ajv().compile(compileSchema(exampleQuestionnaire()))({ ...exampleAnswers(), ...answers })).toBe(false);
  });

  it('leaves to the reader what depends on other answers, so that the refusal can say it in words', () => {
    const accepts = new Ajv().compile(compileSchema(exampleQuestionnaire()));
    expect(accepts({})).toBe(true);
    expect(accepts({ age: 'under-18' })).toBe(true);
    expect(accepts({ ...exampleAnswers(), busStops: 'fair' })).toBe(true);
  });
});
