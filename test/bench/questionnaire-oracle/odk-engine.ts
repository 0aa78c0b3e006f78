// ODK's engine under jsdom, and its state held against ours, question by question.
import { JSDOM } from 'jsdom';
import type { CompiledQuestionnaire, Evaluation, Question } from '@minsheng/questionnaire';
import type { Dice } from './random-design.js';

/** The part of an engine's node that is looked at. */
export interface OracleNode {
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

// One instant for both. Its thousandths do not end in nought: the oracle leaves such noughts out, JavaRosa does not.
const instant = Date.UTC(2026, 10, 22, 1, 26, 53, 123);
export const now = new Date(instant).toISOString();
export const today = '2026-11-22';

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

/**
 * The questions of an XForm by name, as the engine holds them.
 * @throws Error of the engine when it cannot open the form
 */
export async function openForm(xml: string): Promise<Map<string, OracleNode>> {
  const instance = await createInstance(xml);
  return leavesOf((instance as { root: unknown }).root as OracleNode);
}

function leavesOf(node: OracleNode, into = new Map<string, OracleNode>()): Map<string, OracleNode> {
  const { children, reference } = node.currentState;
  if (children === null) into.set(reference.slice(reference.lastIndexOf('/') + 1), node);
  else children.forEach((child) => leavesOf(child, into));
  return into;
}

/** @throws Error of the engine when it does not take the answer */
export function give(node: OracleNode, { kind }: Question, answer: string): void {
  const codes = answer === '' ? [] : answer.split(' ');
  if (kind === 'single' || kind === 'multiple') node.selectValues!(codes);
  else if (kind === 'rank') node.setValues!(codes);
  else if (kind === 'consent') node.setValue!(answer === 'OK');
  else node.setValue!(answer);
}

export interface Difference {
  question: string;
  what: string;
  ours: unknown;
  theirs: unknown;
}

export interface Comparison {
  compared: number;
  /** Values that are an error here and a number without end there. */
  endless: number;
  differences: Difference[];
}

/** What is asked, required, allowed, worked out and in which order options stand, here and there. */
export function compareStates(
  { questions }: CompiledQuestionnaire,
  state: Evaluation,
  nodes: ReadonlyMap<string, OracleNode>,
): Comparison {
  const found: Comparison = { compared: 0, endless: 0, differences: [] };
  for (const question of questions) {
    const node = nodes.get(question.code);
    if (node === undefined) continue;
    const { relevant, required, instanceValue, valueOptions } = node.currentState;
    const check = (what: string, ours: unknown, theirs: unknown): void => {
      found.compared += 1;
      if (JSON.stringify(ours) === JSON.stringify(theirs)) return;
      found.differences.push({ question: question.code, what, ours, theirs });
    };
    const own = state.isRelevant(question);
    const value = state.valueOf(question);
    if (own.kind === 'error' || value.kind === 'error') {
      const fault = own.kind === 'error' ? own.fault : value.kind === 'error' ? value.fault : null;
      const source = nodes.get(fault!.question)?.currentState.instanceValue ?? '';
      found.endless += 1;
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
  return found;
}

const wholeNumbers = { least: -3, most: 14 };

/** An answer that the question can take, or none. */
export function randomAnswer(
  dice: Dice,
  question: Question,
  { lists }: CompiledQuestionnaire,
  state: Evaluation,
  { least, most }: typeof wholeNumbers = wholeNumbers,
): string {
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
      return String(dice.between(least, most));
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
