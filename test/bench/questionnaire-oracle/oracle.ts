// Runs random questionnaires in our interpreter and, as exported XForms, in ODK's own engine, step by step, and tells every
// difference. `node oracle.js <first seed> <how many> <steps>`; the outcome is one line of JSON.
import { answersKept, evaluateAnswers, type Evaluation } from '@minsheng/questionnaire';
import { exportXForm } from '@minsheng/questionnaire/compile';
import { compareStates, give, now, openForm, randomAnswer, today, type OracleNode } from './odk-engine.js';
import { Dice, randomForm } from './random-design.js';

interface Outcome {
  forms: number;
  steps: number;
  compared: number;
  /** Expressions published that call the function. */
  functions: Record<string, number>;
  differences: {
    seed: number;
    step: number;
    question: string;
    what: string;
    ours: unknown;
    theirs: unknown;
    xml?: string;
  }[];
  /** Values that are an error here and a number without end there. */
  endless: number;
}

const [first = 1, count = 20, steps = 12] = process.argv.slice(2).map(Number);
const outcome: Outcome = { forms: 0, steps: 0, compared: 0, functions: {}, differences: [], endless: 0 };
for (let seed = first; seed < first + count; seed += 1) await runForm(seed);
process.stdout.write(`${JSON.stringify(outcome)}\n`);

async function runForm(seed: number): Promise<void> {
  const { design, compiled, expressions } = randomForm(seed, today);
  outcome.forms += 1;
  for (const expression of expressions) {
    const plain = expression.replace(/'[^']*'/g, "''");
    const calls = new Set(plain.match(/[a-z][a-z:-]*(?=\()|(?<= )(?:and|or|div|mod|[-+*=<>]|!=|<=|>=)(?= )/g) ?? []);
    for (const name of calls) outcome.functions[name] = (outcome.functions[name] ?? 0) + 1;
  }
  const dice = new Dice(seed + 77);
  const responseSeed = dice.between(1, 2_147_483_646);
  const { xml } = exportXForm(design, { seed: responseSeed });
  const answers: Record<string, string> = {};
  let nodes: Map<string, OracleNode>;
  const evaluation = (): Evaluation =>
    evaluateAnswers(compiled, answers, { seed: responseSeed, now, asInterviewer: true });
  try {
    nodes = await openForm(xml);
  } catch (error) {
    tell(seed, 0, 'the form', 'loading', null, error instanceof Error ? error.message : String(error), xml);
    return;
  }
  const answerable = compiled.questions.filter(
    ({ kind }) => kind !== 'calculated' && kind !== 'hidden' && kind !== 'note',
  );
  if (!compare(seed, 0)) return;
  for (let step = 1; step <= steps; step += 1) {
    const question = dice.pick(answerable);
    const answer = randomAnswer(dice, question, compiled, evaluation());
    answers[question.code] = answer;
    try {
      give(nodes.get(question.code)!, question, answer);
    } catch (error) {
      tell(
        seed,
        step,
        question.code,
        `answering ${answer}`,
        null,
        error instanceof Error ? error.message : String(error),
        xml,
      );
      return;
    }
    if (!compare(seed, step)) return;
  }

  function compare(formSeed: number, step: number): boolean {
    outcome.steps += 1;
    const state = evaluation();
    // What the phone keeps with the draft: `once()` looks at it the next time.
    const kept = answersKept(state);
    for (const { code, kind } of compiled.questions)
      if (kind === 'calculated' && kept[code] !== undefined) answers[code] = kept[code];
    const { compared, endless, differences } = compareStates(compiled, state, nodes);
    outcome.compared += compared;
    outcome.endless += endless;
    differences.forEach(({ question, what, ours, theirs }) => tell(formSeed, step, question, what, ours, theirs, xml));
    return differences.length === 0;
  }
}

function tell(
  seed: number,
  step: number,
  question: string,
  what: string,
  ours: unknown,
  theirs: unknown,
  xml: string,
): void {
  if (outcome.differences.length < 20) {
    outcome.differences.push({ seed, step, question, what, ours, theirs, ...(process.env.ORACLE_XML ? { xml } : {}) });
  }
}
