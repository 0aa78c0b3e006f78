import type { CompiledQuestionnaire, Question } from '../../engine/compiled.js';
import { secondsForQuestion } from '../../engine/duration.js';
import { evaluateAnswers, type Evaluation, type RunFault } from '../../engine/evaluation.js';
import { readQuestion } from '../../engine/read-response.js';
import { seededRandom } from '../../engine/shuffle.js';
import { nextQuestion } from '../../engine/walk.js';
import { numbersIn, textsIn } from './literals.js';

export interface Coverage {
  paths: number;
  /** Paths walked to the end; the others were screened out or got stuck. */
  completed: number;
  screenedOut: number;
  /** Shown questions that no path came to. */
  questionsUnreached: string[];
  /** Options that no path could choose; missing codes among them. */
  optionsUnreached: { question: string; option: string }[];
  /** Questions where a path found no answer that passed. */
  stuckAt: { question: string; paths: number }[];
  /** Expressions that failed on the way. */
  errors: RunFault[];
  /** Over completed paths, rounded to whole seconds. */
  medianSeconds: number;
}

export interface CoverageOptions {
  paths: number;
  seed: number;
  /** UTC, ISO 8601. */
  now: string;
  asInterviewer?: boolean;
}

const triesAtAQuestion = 12;

/**
 * Walks random paths, each time choosing rather what was chosen least so far, and tells what no path reached. Other than the
 * compiler's “unreachable” this proves nothing, but it also sees what cannot be worked out.
 */
export function coverQuestionnaire(
  questionnaire: CompiledQuestionnaire,
  { paths, seed, now, asInterviewer }: CoverageOptions,
): Coverage {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const chosen = new Map<string, number>();
  const reached = new Set<string>();
  const stuck = new Map<string, number>();
  const errors: RunFault[] = [];
  const durations: number[] = [];
  let screened = 0;
  const { numbers, texts } = literalsOf(questionnaire);
  for (let path = 0; path < paths; path += 1) walk(1 + below(2_147_483_645));

  const answerable = questionnaire.questions.filter(
    ({ kind, isInterviewerOnly }) =>
      kind !== 'calculated' && kind !== 'hidden' && (asInterviewer === true || isInterviewerOnly !== true),
  );
  return {
    paths,
    completed: durations.length,
    screenedOut: screened,
    questionsUnreached: answerable.filter(({ code }) => !reached.has(code)).map(({ code }) => code),
    optionsUnreached: answerable.flatMap(({ code: question, list, offers = [] }) =>
      [...(list === undefined ? [] : questionnaire.lists[list]!.map(({ code }) => code)), ...offers]
        .filter((option) => !chosen.has(`${question} ${option}`))
        .map((option) => ({ question, option })),
    ),
    stuckAt: [...stuck].map(([question, times]) => ({ question, paths: times })),
    errors,
    medianSeconds: Math.round([...durations].sort((one, other) => one - other)[Math.floor(durations.length / 2)] ?? 0),
  };

  function walk(responseSeed: number): void {
    const answers: Record<string, string> = {};
    let seconds = 0;
    let at: string | null = null;
    // A path ends: each step goes forward in the order shown.
    for (;;) {
      const step = nextQuestion(evaluated(), at);
      if (step.kind === 'end') {
        durations.push(seconds);
        return;
      }
      if (step.kind === 'screened-out') {
        screened += 1;
        return;
      }
      if (step.kind === 'error') {
        noteError(step.fault);
        return;
      }
      const { question } = step;
      at = question.code;
      reached.add(at);
      seconds += secondsForQuestion(questionnaire, question);
      if (question.kind !== 'note' && !answer(question, answers)) {
        stuck.set(at, (stuck.get(at) ?? 0) + 1);
        return;
      }
    }

    function evaluated(): Evaluation {
      return evaluateAnswers(questionnaire, answers, { seed: responseSeed, now, asInterviewer });
    }

    function answer(question: Question, into: Record<string, string>): boolean {
      for (let attempt = 0; attempt < triesAtAQuestion; attempt += 1) {
        const tried = candidate(question, evaluated(), attempt);
        if (tried === '') delete into[question.code];
        else into[question.code] = tried;
        const read = readQuestion(evaluated(), question);
        if ('sentences' in read) continue;
        for (const code of tried.split(' ')) {
          const key = `${question.code} ${code}`;
          chosen.set(key, (chosen.get(key) ?? 0) + 1);
        }
        return true;
      }
      return false;
    }
  }

  function noteError(fault: RunFault): void {
    if (!errors.some(({ question, reason }) => question === fault.question && reason === fault.reason))
      errors.push(fault);
  }

  function candidate(question: Question, evaluation: Evaluation, attempt: number): string {
    const options = evaluation.options(question);
    if (options.kind === 'error') {
      noteError(options.fault);
      return '';
    }
    const isPassedBy = attempt === triesAtAQuestion - 1 || random() < 0.1;
    if (isPassedBy && question.kind !== 'consent') return '';
    const codes = options.value.filter(({ isMissing }) => !isMissing).map(({ code }) => code);
    switch (question.kind) {
      case 'single':
        return leastChosen(
          question,
          options.value.map(({ code }) => code),
        );
      case 'multiple': {
        if (random() < 0.2)
          return leastChosen(
            question,
            options.value.map(({ code }) => code),
          );
        const together = codes.filter((code) => question.exclusive?.includes(code) !== true);
        const least = question.atLeast ?? 1;
        const most = Math.max(least, Math.min(question.atMost ?? together.length, together.length));
        return several(together, least + below(most - least + 1));
      }
      case 'rank':
        return several(codes, question.atMost ?? codes.length);
      case 'integer':
        return String(Math.round(numbers[below(numbers.length)]! + below(3) - 1));
      case 'decimal':
        return String(numbers[below(numbers.length)]! + (below(3) - 1) / 2);
      case 'date':
        return ['1960-01-01', '1990-06-15', '2015-01-01', now.slice(0, 10)][below(4)]!;
      case 'consent':
        return 'OK';
      case 'location':
        return '28.0 120.7 5 10';
      case 'photo':
      case 'site':
      case 'shift':
        return 'S1';
      default:
        return texts[below(texts.length)]!.slice(0, question.maxLength ?? 500);
    }
  }

  /** Mostly the option chosen least so far, else any. */
  function leastChosen(question: Question, codes: readonly string[]): string {
    if (codes.length === 0) return '';
    if (random() < 0.4) return codes[below(codes.length)]!;
    const counts = codes.map((code) => chosen.get(`${question.code} ${code}`) ?? 0);
    const least = Math.min(...counts);
    const rarest = codes.filter((_code, at) => counts[at] === least);
    return rarest[below(rarest.length)]!;
  }

  function several(codes: readonly string[], size: number): string {
    const left = [...codes];
    const picked: string[] = [];
    while (picked.length < size && left.length > 0) picked.push(left.splice(below(left.length), 1)[0]!);
    return picked.join(' ');
  }
}

/** Numbers and texts that the questionnaire's expressions speak of: worth answering with. */
function literalsOf({ questions, groups }: CompiledQuestionnaire): { numbers: number[]; texts: string[] } {
  const expressions = [
    ...groups.map(({ relevant }) => relevant),
    ...questions.flatMap(({ relevant, constraint, calculation, filter, required }) => [
      relevant,
      constraint?.holds ?? null,
      calculation ?? null,
      filter ?? null,
      typeof required === 'boolean' ? null : required,
    ]),
  ].flatMap((expression) => (expression === null ? [] : [expression]));
  return {
    numbers: [...new Set([0, 1, ...expressions.flatMap(numbersIn)])],
    texts: [...new Set(['文字', ...expressions.flatMap(textsIn).filter((text) => text.trim() !== '')])],
  };
}
