import {
  answersKept,
  evaluateAnswers,
  nextQuestion,
  readQuestion,
  type Circumstances,
  type CompiledQuestionnaire,
  type Question,
} from '@minsheng/questionnaire';
import {
  compileDesign,
  compileDesignReader,
  countedProjection,
  designAnswersSchema,
  type DesignReader,
} from '@minsheng/questionnaire/compile';
import { Ajv } from 'ajv';
import { Dice, randomForm } from './random-design.js';

const today = '2026-11-22';
const circumstances = (seed: number): Circumstances => ({ seed, now: '2026-11-22T01:26:53.123Z' });

interface Fielded {
  compiled: CompiledQuestionnaire;
  reader: DesignReader;
  dice: Dice;
}

/** A random questionnaire whose satisfaction items measure indicators; null when one of them cannot. */
function fielded(seed: number): Fielded | null {
  const { design } = randomForm(seed, today);
  const place = (entries: typeof design.entries): void =>
    entries.forEach((entry) => {
      if (entry.type === 'group') place(entry.entries);
      else if (entry.type === 'satisfaction') entry.indicator = { code: `I-${entry.code}`, version: 1 };
    });
  place(design.entries);
  const { compiled } = compileDesign(design, { today, sha256: () => '' });
  if (compiled === null) return null;
  const { questionnaire } = countedProjection(design, compiled);
  return { compiled, reader: compileDesignReader(compiled, questionnaire), dice: new Dice(seed + 1000) };
}

/** Walks to the end as a person does, and gives everything that stands then, calculated values too; null: stuck on the way. */
function walked({ compiled, dice }: Fielded, seed: number): Record<string, string> | null {
  const answers: Record<string, string> = {};
  const evaluated = () => evaluateAnswers(compiled, answers, circumstances(seed));
  for (const { code, kind } of compiled.questions) if (kind === 'hidden' && dice.chance(50)) answers[code] = '';
  for (let at: string | null = null; ; ) {
    const step = nextQuestion(evaluated(), at);
    if (step.kind === 'end') break;
    if (step.kind !== 'question') return null;
    at = step.question.code;
    let isPassed = false;
    for (let attempt = 0; attempt < 10 && !isPassed; attempt += 1) {
      const given = candidate(step.question);
      if (given === '') delete answers[at];
      else answers[at] = given;
      isPassed = !('sentences' in readQuestion(evaluated(), step.question));
    }
    if (!isPassed) return null;
  }
  const cleared = Object.entries(answers).filter(([, answer]) => answer === '');
  const state = evaluated();
  const isAsked = (code: string): boolean => {
    const relevant = state.isRelevant(state.questionOf(code)!);
    return relevant.kind === 'value' && relevant.value;
  };
  return { ...Object.fromEntries(cleared.filter(([code]) => isAsked(code))), ...answersKept(state) };

  function candidate(question: Question): string {
    const options = evaluated().options(question);
    const codes = options.kind === 'value' ? options.value.map(({ code }) => code) : [];
    if (dice.chance(15)) return '';
    switch (question.kind) {
      case 'single':
        return codes.length > 0 ? dice.pick(codes) : '';
      case 'multiple':
      case 'rank': {
        const chosen = codes.filter(() => question.kind === 'rank' || dice.chance(40));
        return chosen.join(' ');
      }
      case 'integer':
        return String(dice.between(-5, 40));
      case 'decimal':
        return `${dice.between(-5, 40)}.${dice.below(10)}`;
      case 'date':
        return `20${dice.between(10, 29)}-0${dice.between(1, 9)}-1${dice.below(10)}`;
      case 'text':
        return dice.pick(['a', 'ab', '路', '12', 'x-1', 'abc路']);
      default:
        return 'OK';
    }
  }
}

describe('answers to random questionnaires', () => {
  it('come back as they were given, and read the same again', () => {
    let compared = 0;
    for (let seed = 1; seed <= 30; seed += 1) {
      const form = fielded(seed);
      if (form === null) continue;
      const isLetThrough = new Ajv({ strict: true }).compile(designAnswersSchema(form.compiled));
      for (let path = 1; path <= 3; path += 1) {
        const given = walked(form, path);
        if (given === null) continue;
        const outcome = form.reader.read(given, circumstances(path));
        if (outcome.outcome === 'refused') {
          // The walk itself minds everything but an expression that has no result.
          expect(outcome.faults.map(({ code }) => code)).toEqual(outcome.faults.map(() => 'expression-error'));
          continue;
        }
        expect(isLetThrough(given)).toBe(true);
        const back = form.reader.answersOf(outcome.reading);
        expect([seed, path, back]).toEqual([seed, path, given]);
        expect(form.reader.read(back, circumstances(path))).toEqual(outcome);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(25);
  });

  it('keep what a phone worked out otherwise as a difference, and count what is right', () => {
    let compared = 0;
    for (let seed = 1; seed <= 30; seed += 1) {
      const form = fielded(seed);
      const given = form && walked(form, 7);
      if (!form || !given) continue;
      const isPlain = ({ kind, code }: Question): boolean =>
        kind === 'calculated' && given[code] !== undefined && !JSON.stringify(form.compiled).includes('"once"');
      const calculated = form.compiled.questions.find(isPlain);
      const honest = form.reader.read(given, circumstances(7));
      if (!calculated || honest.outcome === 'refused') continue;
      const { code } = calculated;
      const claimed = `${given[code]}?`;
      const outcome = form.reader.read({ ...given, [code]: claimed }, circumstances(7));
      expect(outcome).toEqual({
        outcome: 'read',
        reading: { ...honest.reading, differences: [{ question: code, claimed, found: given[code] }] },
      });
      compared += 1;
    }
    expect(compared).toBeGreaterThan(3);
  });
});
