// Runs random questionnaires in our interpreter and, as exported XForms, in ODK's own engine, step by step, and tells every
// difference. `node oracle.js <first seed> <how many> <steps>`; the outcome is one line of JSON.
import { JSDOM } from 'jsdom';
import {
  answersKept,
  evaluateAnswers,
  type CompiledQuestionnaire,
  type Evaluation,
  type Question,
} from '@minsheng/questionnaire';
import { exportXForm } from '@minsheng/questionnaire/compile';
import { Dice, randomForm } from './random-design.js';

/** The part of an engine's node that is looked at. */
interface OracleNode {
  nodeType: string;
  currentState: {
    reference: string;
    relevant: boolean;
    required: boolean;
    instanceValue?: string;
    valueOptions?: readonly { value: string }[] | null;
    children: readonly OracleNode[] | null;
  };
  validationState: { constraint?: { valid: boolean } };
  setValue?(value: unknown): void;
  setValues?(values: readonly string[]): void;
  selectValues?(values: readonly string[]): void;
}

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
// One instant for both. Its thousandths do not end in nought: the oracle leaves such noughts out, JavaRosa does not.
const instant = Date.UTC(2026, 10, 22, 1, 26, 53, 123);
const today = '2026-11-22';
Date.now = () => instant;
const { window } = new JSDOM('');
for (const name of [
  'DOMParser',
  'Node',
  'Element',
  'Document',
  'XMLSerializer',
  'Text',
  'Attr',
  'Comment',
  'window',
  'document',
]) {
  (globalThis as Record<string, unknown>)[name] =
    name === 'window' ? window : (window as unknown as Record<string, unknown>)[name];
}
// The WebAssembly glue inside asks where it lies before it finds that it carries its program with it.
(globalThis as Record<string, unknown>).__dirname = '/';
const { createInstance } = await import('@getodk/xforms-engine');

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
    evaluateAnswers(compiled, answers, {
      seed: responseSeed,
      now: new Date(instant).toISOString(),
      asInterviewer: true,
    });
  try {
    const instance = await createInstance(xml);
    nodes = leavesOf((instance as { root: unknown }).root as OracleNode);
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
    let isSame = true;
    for (const question of compiled.questions) {
      const node = nodes.get(question.code);
      if (node === undefined) continue;
      const { relevant, required, instanceValue, valueOptions } = node.currentState;
      const check = (what: string, ours: unknown, theirs: unknown): void => {
        outcome.compared += 1;
        if (JSON.stringify(ours) === JSON.stringify(theirs)) return;
        isSame = false;
        tell(formSeed, step, question.code, what, ours, theirs, xml);
      };
      const own = state.isRelevant(question);
      const value = state.valueOf(question);
      if (own.kind === 'error' || value.kind === 'error') {
        const fault = own.kind === 'error' ? own.fault : value.kind === 'error' ? value.fault : null;
        const source = nodes.get(fault!.question)?.currentState.instanceValue ?? '';
        outcome.endless += 1;
        check('an error where a number is endless', true, /^-?Infinity$/.test(source));
        continue;
      }
      check('relevant', own.value, relevant);
      check('value', value.value, instanceValue);
      if (!own.value) continue;
      const needed = state.isRequired(question);
      if (needed.kind === 'value') check('required', needed.value, required);
      const holds = state.constraintHolds(question);
      if (holds === null || holds.kind === 'value') {
        check('constraint', holds?.value ?? true, node.validationState.constraint?.valid ?? true);
      }
      if (valueOptions) {
        const options = state.options(question);
        if (options.kind === 'value') {
          check(
            'options',
            options.value.map(({ code }) => code),
            valueOptions.map((option) => option.value),
          );
        }
      }
    }
    return isSame;
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

function leavesOf(node: OracleNode, into = new Map<string, OracleNode>()): Map<string, OracleNode> {
  const { children, reference } = node.currentState;
  if (children === null) into.set(reference.slice(reference.lastIndexOf('/') + 1), node);
  else children.forEach((child) => leavesOf(child, into));
  return into;
}

function randomAnswer(dice: Dice, question: Question, { lists }: CompiledQuestionnaire, state: Evaluation): string {
  if (dice.chance(15)) return '';
  const shown = state.options(question);
  const codes = shown.kind === 'value' ? shown.value.map(({ code }) => code) : [];
  switch (question.kind) {
    case 'single':
      return codes.length === 0 ? '' : dice.pick(codes);
    case 'multiple':
      return codes.filter(() => dice.chance(45)).join(' ');
    case 'rank': {
      const left = lists[question.list!]!.map(({ code }) => code);
      return Array.from({ length: left.length }, () => left.splice(dice.below(left.length), 1)[0]!).join(' ');
    }
    case 'integer':
      return String(dice.between(-3, 14));
    case 'decimal':
      return `${dice.between(-2, 9)}.${dice.pick(['0', '5', '25'])}`.replace('-0.0', '0.0');
    case 'date':
      return dice.pick(['1999-12-31', '2000-02-29', '2010-06-15', '2024-02-29', '2026-11-22', today, '2031-05-05']);
    case 'text':
      return dice.pick(['a', 'ab', 'b-1', '12', '3', '路', '路 灯', 'aabbaabb', 'x-1', '灯 亮', '2.5', 'abc']);
    case 'consent':
      return 'OK';
    default:
      return 'x';
  }
}

function give(node: OracleNode, { kind }: Question, answer: string): void {
  const codes = answer === '' ? [] : answer.split(' ');
  if (kind === 'single' || kind === 'multiple') node.selectValues!(codes);
  else if (kind === 'rank') node.setValues!(codes);
  else if (kind === 'consent') node.setValue!(answer === 'OK');
  else node.setValue!(answer);
}
