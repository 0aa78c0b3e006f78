import type { LocalisedText } from '@minsheng/contracts';
import { answerTo, type Answers } from '../answers.js';
import type { CompiledCheck, CompiledChoice, CompiledQuestionnaire, Question } from './compiled.js';
import { codesOf, evaluate, toBoolean, toText, type Scope } from './evaluate-expression.js';
import type { Expression } from './expression.js';
import { readAnswer, type AnswerReading } from './read-answer.js';
import { RunError, type RunErrorReason } from './run-error.js';
import { seedOfList, shuffledAround } from './shuffle.js';

/** What stays the same over a response and is stored with it: the server evaluates under the same circumstances. */
export interface Circumstances {
  /** Of all shuffling and of `random()`: a whole number from 1 to 2147483646. */
  seed: number;
  /** Instant of the response (UTC, ISO 8601): what `today()` and `now()` say. */
  now: string;
  /** Minutes east of Greenwich; 480 is Asia/Shanghai. */
  offsetMinutes?: number;
  /** Who asks: an interviewer also gets the questions that are theirs alone. */
  asInterviewer?: boolean;
  language?: 'zh' | 'en';
}

/** An error names the question whose expression failed, which may be another than the one that needed it. */
export interface RunFault {
  question: string;
  reason: RunErrorReason;
}

export type Outcome<Value> = { kind: 'value'; value: Value } | { kind: 'error'; fault: RunFault };

export interface OptionShown {
  code: string;
  text: LocalisedText;
  /** A missing code (不了解 and its like), set apart from the answers. */
  isMissing: boolean;
}

/** The state of a whole questionnaire under some answers. Every part is worked out when first asked for, and once. */
export interface Evaluation {
  questionnaire: CompiledQuestionnaire;
  circumstances: Circumstances;
  /** Answers as given. */
  answers: Answers;
  /** Whether a question takes part: its own condition and those of the groups around it hold. */
  isRelevant(question: Question): Outcome<boolean>;
  isRequired(question: Question): Outcome<boolean>;
  /** What expressions see: the answer in its one written form, the result of a calculation, or empty (missing). */
  valueOf(question: Question): Outcome<string>;
  /** The answer as it reads by itself, whatever the other answers are. */
  reading(question: Question): AnswerReading;
  /** What the item says by itself (how many, how long) and what its author wrote. Null: nothing to check. */
  constraintHolds(question: Question): Outcome<boolean> | null;
  warningHolds(question: Question): Outcome<boolean> | null;
  /** What may be chosen, filtered and in the order shown; missing codes last. */
  options(question: Question): Outcome<OptionShown[]>;
  questionOf(code: string): Question | undefined;
  /** Indexes of questions in the order shown: blocks shuffled by the seed. */
  order(): number[];
}

type Slot = Outcome<string> | 'running' | undefined;
type Flag = Outcome<boolean> | 'running' | undefined;

export function evaluateAnswers(
  questionnaire: CompiledQuestionnaire,
  answers: Answers,
  circumstances: Circumstances,
): Evaluation {
  const { questions, groups, lists } = questionnaire;
  const indexes = indexesOf(questionnaire);
  const offsetMinutes = circumstances.offsetMinutes ?? 480;
  const now = Date.parse(circumstances.now);
  const values: Slot[] = new Array<Slot>(questions.length);
  const relevances: Flag[] = new Array<Flag>(questions.length);
  const groupRelevances: Flag[] = new Array<Flag>(groups.length);
  const readings = new Array<AnswerReading | undefined>(questions.length);
  const shown = new Array<Outcome<OptionShown[]> | undefined>(questions.length);
  let ordered: number[] | null = null;

  const indexOf = (question: Question): number => indexes.get(question.code)!;

  function scopeOf(at: number, self: string, choice: CompiledChoice | null): Scope {
    return {
      answer: (code) => {
        const index = indexes.get(code);
        if (index === undefined) throw new RunError('unknown-operation');
        return taken(value(index));
      },
      self,
      column: (name) => (choice === null ? '' : name === 'name' ? choice.code : (choice.columns?.[name] ?? '')),
      choiceName: (code, wanted) => {
        const index = indexes.get(code);
        const question = index === undefined ? undefined : questions[index];
        if (question?.list === undefined) return '';
        const language = circumstances.language ?? 'zh';
        const found = lists[question.list]!.find((each) => each.code === wanted);
        if (found) return found.text[language];
        const isOffered = question.offers?.some((each) => each === wanted) === true;
        return isOffered ? questionnaire.missing.find((each) => each.code === wanted)!.name[language] : '';
      },
      now,
      offsetMinutes,
      seed: seedOfList(circumstances.seed, at),
    };
  }

  /** Runs an expression of a question; what fails inside is told with the question where it failed. */
  function run<Value>(at: number, work: () => Value): Outcome<Value> {
    try {
      return { kind: 'value', value: work() };
    } catch (error) {
      if (error instanceof Elsewhere) return { kind: 'error', fault: error.fault };
      if (error instanceof RunError) return failed(at, error.reason);
      // A stack that is full.
      if (error instanceof RangeError) return failed(at, 'too-deep');
      throw error;
    }
  }

  function failed(at: number, reason: RunErrorReason): { kind: 'error'; fault: RunFault } {
    return { kind: 'error', fault: { question: questions[at]!.code, reason } };
  }

  function holds(at: number, condition: Expression, self: string): boolean {
    return toBoolean(evaluate(condition, scopeOf(at, self, null)));
  }

  function groupRelevance(index: number, at: number): boolean {
    const known = groupRelevances[index];
    if (known === 'running') throw new RunError('cycle');
    if (known !== undefined) return taken(known);
    groupRelevances[index] = 'running';
    const { group, relevant } = groups[index]!;
    const found = run(
      at,
      () => (group < 0 || groupRelevance(group, at)) && (relevant === null || holds(at, relevant, '')),
    );
    groupRelevances[index] = found;
    return taken(found);
  }

  function relevance(at: number): Outcome<boolean> {
    const known = relevances[at];
    if (known === 'running') return failed(at, 'cycle');
    if (known !== undefined) return known;
    relevances[at] = 'running';
    const { group, relevant, isInterviewerOnly } = questions[at]!;
    const found = run(at, () => {
      if (isInterviewerOnly === true && circumstances.asInterviewer !== true) return false;
      if (group >= 0 && !groupRelevance(group, at)) return false;
      return relevant === null || holds(at, relevant, '');
    });
    relevances[at] = found;
    return found;
  }

  function value(at: number): Outcome<string> {
    const known = values[at];
    if (known === 'running') return failed(at, 'cycle');
    if (known !== undefined) return known;
    values[at] = 'running';
    const found = run(at, () => {
      if (!taken(relevance(at))) return '';
      const question = questions[at]!;
      if (question.calculation !== undefined) return calculated(at, question.calculation);
      const reading = read(at);
      if (reading.kind === 'answered') return offered(at, reading.value);
      return reading.kind === 'missing' ? reading.code : '';
    });
    values[at] = found;
    return found;
  }

  /** What is left of chosen options when a filter has taken some away, as in ODK clients. */
  function offered(at: number, value: string): string {
    if (questions[at]!.filter === undefined) return value;
    const codes = taken(optionsOf(at)).map(({ code }) => code);
    return codesOf(value)
      .filter((code) => codes.indexOf(code) >= 0)
      .join(' ');
  }

  function calculated(at: number, calculation: Expression): string {
    const question = questions[at]!;
    const before = answerTo(answers, question.code);
    const result = evaluate(calculation, scopeOf(at, typeof before === 'string' ? before : '', null));
    if (typeof result === 'number' && (result === Infinity || result === -Infinity)) throw new RunError('not-finite');
    return toText(result);
  }

  function read(at: number): AnswerReading {
    return (readings[at] ??= readAnswer(questions[at]!, questionnaire, answers));
  }

  function check(at: number, { holds: condition }: CompiledCheck): Outcome<boolean> | null {
    const own = value(at);
    if (own.kind === 'error') return own;
    // 不了解 says nothing that a check could look at.
    if (read(at).kind === 'missing') return null;
    return own.value === '' ? null : run(at, () => holds(at, condition, own.value));
  }

  function optionsOf(at: number): Outcome<OptionShown[]> {
    return (shown[at] ??= run(at, () => {
      const { list, filter, isShuffled, offers = [] } = questions[at]!;
      const all = list === undefined ? [] : lists[list]!;
      // An XForm shuffles what the filter left, so the same seed orders the rest anew when the filter changes.
      const offered = filter ? all.filter((choice) => toBoolean(evaluate(filter, scopeOf(at, '', choice)))) : all;
      const choices = isShuffled
        ? shuffledAround(offered, seedOfList(circumstances.seed, at), (choice) => choice.isAnchored === true)
        : offered;
      return [
        ...choices.map(({ code, text }) => ({ code, text, isMissing: false })),
        ...offers.map((code) => ({
          code,
          text: questionnaire.missing.find((each) => each.code === code)!.name,
          isMissing: true,
        })),
      ];
    }));
  }

  return {
    questionnaire,
    circumstances,
    answers,
    isRelevant: (question) => relevance(indexOf(question)),
    isRequired: (question) => {
      const { required } = question;
      const at = indexOf(question);
      return typeof required === 'boolean'
        ? { kind: 'value', value: required }
        : run(at, () => holds(at, required, ''));
    },
    valueOf: (question) => value(indexOf(question)),
    reading: (question) => read(indexOf(question)),
    constraintHolds: (question) => {
      const at = indexOf(question);
      const own = value(at);
      const reading = read(at);
      const isFaulty = reading.kind === 'answered' && reading.fault !== undefined;
      if (isFaulty && own.kind === 'value' && own.value !== '') return { kind: 'value', value: false };
      return question.constraint ? check(at, question.constraint) : null;
    },
    warningHolds: (question) => (question.warning ? check(indexOf(question), question.warning) : null),
    options: (question) => optionsOf(indexOf(question)),
    questionOf: (code) => {
      const at = indexes.get(code);
      return at === undefined ? undefined : questions[at];
    },
    order: () => (ordered ??= orderOf(questionnaire, circumstances.seed)),
  };
}

const known = new WeakMap<CompiledQuestionnaire, Map<string, number>>();

/** Places of questions by code; a published questionnaire never changes, so they are looked up once. */
function indexesOf(questionnaire: CompiledQuestionnaire): Map<string, number> {
  const found = known.get(questionnaire);
  if (found !== undefined) return found;
  const indexes = new Map<string, number>();
  questionnaire.questions.forEach(({ code }, at) => indexes.set(code, at));
  known.set(questionnaire, indexes);
  return indexes;
}

/** A fault of another question, on its way to the one that needs its value. */
class Elsewhere extends Error {
  constructor(readonly fault: RunFault) {
    super(fault.reason);
  }
}

function taken<Value>(outcome: Outcome<Value>): Value {
  if (outcome.kind === 'error') throw new Elsewhere(outcome.fault);
  return outcome.value;
}

type Entry = { question: number } | { group: number };

/** Questions in the order shown: entries of a shuffled group change places, those anchored excepted. */
export function orderOf({ questions, groups }: CompiledQuestionnaire, seed: number): number[] {
  const inside: Entry[][] = groups.map(() => []);
  const outside: Entry[] = [];
  const placed = new Set<number>();
  const entriesOf = (group: number): Entry[] => (group < 0 ? outside : inside[group]!);
  // A group stands where its first question stands.
  const place = (group: number): void => {
    if (group < 0 || placed.has(group)) return;
    placed.add(group);
    const around = groups[group]!.group;
    place(around);
    entriesOf(around).push({ group });
  };
  questions.forEach(({ group }, question) => {
    place(group);
    entriesOf(group).push({ question });
  });

  const order: number[] = [];
  const walk = (entries: Entry[], group: number): void => {
    const shuffles = group >= 0 && groups[group]!.isShuffled === true;
    const walked = shuffles
      ? // Groups count on after the questions, so that a block's order is not that of a list.
        shuffledAround(entries, seedOfList(seed, questions.length + group), isAnchored)
      : entries;
    for (const entry of walked) {
      if ('question' in entry) order.push(entry.question);
      else walk(inside[entry.group]!, entry.group);
    }
  };
  const isAnchored = (entry: Entry): boolean =>
    ('question' in entry ? questions[entry.question]! : groups[entry.group]!).isAnchored === true;
  walk(outside, -1);
  return order;
}
