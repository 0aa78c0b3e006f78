import type { LocalisedText, QuestionnaireDesign, QuestionnaireScenario } from '@minsheng/contracts';
import {
  answersKept,
  evaluateAnswers,
  isShown,
  nextQuestion,
  previousQuestion,
  questionsAsked,
  readQuestion,
  type Circumstances,
  type CompiledQuestionnaire,
  type Evaluation,
  type Question,
} from '@minsheng/questionnaire';
import { recordScenario, replayScenario, type ScenarioOutcome } from '@minsheng/questionnaire/compile';

import { partsOf, placeOf, placedEntries } from './entries.js';

/** What the preview runs, and under which circumstances. */
export interface Run {
  compiled: CompiledQuestionnaire;
  circumstances: Circumstances;
}

/** Where somebody is who answers in the preview. The answers live here and nowhere else. */
export interface Walk {
  answers: Readonly<Record<string, string>>;
  /** Code of the question shown; null: the first, or the end. */
  at: string | null;
  ended: 'end' | { screenedOutBy: string } | { failedAt: string } | null;
  /** 试答: from the first question on, as a respondent goes. */
  isTrial: boolean;
  /** What the answer in hand is refused for. */
  fault: LocalisedText | null;
  /** Of every shuffle. */
  seed: number;
}

export type WalkEvent =
  /** A card was chosen: its question is shown, whatever the answers are. */
  | { kind: 'shown'; code: string }
  | { kind: 'answered'; code: string; answer: string }
  | { kind: 'went-on' }
  | { kind: 'went-back' }
  | { kind: 'trial-begun' }
  | { kind: 'trial-left' }
  | { kind: 'reshuffled' };

export const atTheDoor: Walk = { answers: {}, at: null, ended: null, isTrial: false, fault: null, seed: 1 };

export function evaluated({ compiled, circumstances }: Run, walk: Pick<Walk, 'answers' | 'seed'>): Evaluation {
  return evaluateAnswers(compiled, walk.answers, { ...circumstances, seed: walk.seed });
}

/** The question in hand: of a design that changed meanwhile, the first that is left. */
export function questionAt(evaluation: Evaluation, walk: Pick<Walk, 'at' | 'ended'>): Question | null {
  if (walk.ended !== null) return null;
  const found = walk.at === null ? undefined : evaluation.questionOf(walk.at);
  if (found !== undefined) return found;
  const first = nextQuestion(evaluation, null);
  return first.kind === 'question' ? first.question : null;
}

export function walkAfter(walk: Walk, event: WalkEvent, run: Run): Walk {
  switch (event.kind) {
    case 'shown':
      return walk.isTrial ? walk : { ...walk, at: event.code, ended: null, fault: null };
    case 'answered': {
      const answers: Record<string, string> = { ...walk.answers };
      if (event.answer === '') delete answers[event.code];
      else answers[event.code] = event.answer;
      return { ...walk, answers, at: event.code, fault: null };
    }
    case 'went-on': {
      const evaluation = evaluated(run, walk);
      const question = questionAt(evaluation, walk);
      if (question === null) return walk;
      const reading = readQuestion(evaluation, question);
      if (walk.isTrial && question.kind !== 'note' && 'sentences' in reading) {
        return { ...walk, at: question.code, fault: reading.sentences };
      }
      return arrived(walk, nextQuestion(evaluation, question.code));
    }
    case 'went-back': {
      const evaluation = evaluated(run, walk);
      if (walk.ended !== null) return { ...walk, ended: null, fault: null };
      const question = questionAt(evaluation, walk);
      const step = question === null ? null : previousQuestion(evaluation, question.code);
      return step?.kind === 'question' ? { ...walk, at: step.question.code, fault: null } : walk;
    }
    case 'trial-begun':
      return { ...atTheDoor, isTrial: true, seed: walk.seed };
    case 'trial-left':
      return { ...atTheDoor, seed: walk.seed };
    case 'reshuffled':
      return { ...walk, seed: walk.seed + 1, ended: null };
  }
}

function arrived(walk: Walk, step: ReturnType<typeof nextQuestion>): Walk {
  switch (step.kind) {
    case 'question':
      return { ...walk, at: step.question.code, ended: null, fault: null };
    case 'end':
      return { ...walk, ended: 'end', fault: null };
    case 'screened-out':
      return { ...walk, ended: { screenedOutBy: step.by.code }, fault: null };
    case 'error':
      return { ...walk, ended: { failedAt: step.fault.question }, fault: null };
  }
}

/** The question that a card is shown by: itself, its first row or level, of a group the first question in it. */
export function questionOfCard(
  design: QuestionnaireDesign,
  compiled: CompiledQuestionnaire,
  card: string,
): string | null {
  const place = placeOf(design, card);
  if (place === null) return null;
  const codes = placedEntries({ entries: [place.entry] }).flatMap(({ entry }) => [entry.code, ...partsOf(entry)]);
  const found = codes
    .map((code) => compiled.questions.find((question) => question.code === code))
    .find((question) => question !== undefined && isShown(question));
  return found?.code ?? null;
}

/** The card that a question stands on. */
export function cardOfQuestion(design: QuestionnaireDesign, question: string): string | null {
  return (
    placedEntries(design).find(
      ({ entry }) => entry.type !== 'group' && (entry.code === question || partsOf(entry).includes(question)),
    )?.entry.code ?? null
  );
}

/** Which question this is of those asked, from 1; 0 when it is not among them. */
export function progressOf(evaluation: Evaluation, question: Question): { number: number; of: number } {
  const asked = questionsAsked(evaluation);
  const questions = asked.kind === 'value' ? asked.value.filter(({ kind }) => kind !== 'note') : [];
  return { number: questions.findIndex(({ code }) => code === question.code) + 1, of: questions.length };
}

/** The answers of a trial as a script (答题脚本), with what came of it as what must come of it. */
export function recorded(
  run: Run,
  walk: Walk,
  { code, name }: { code: string; name: LocalisedText },
): QuestionnaireScenario {
  const evaluation = evaluated(run, walk);
  const kept = answersKept(evaluation);
  const order = evaluation.order().map((index) => run.compiled.questions[index]!);
  const answers = order
    .filter((question) => question.kind !== 'calculated' && kept[question.code] !== undefined)
    .map((question) => ({ item: question.code, answer: walk.answers[question.code] ?? kept[question.code]! }));
  const { now, asInterviewer } = run.circumstances;
  const script = { seed: walk.seed, now, ...(asInterviewer === true ? { asInterviewer } : {}), answers };
  return { code, name, ...script, expect: recordScenario(run.compiled, script) };
}

/** Replays every script on what the draft is now. */
export function replayed(
  compiled: CompiledQuestionnaire,
  scenarios: readonly QuestionnaireScenario[],
): ReadonlyMap<string, ScenarioOutcome> {
  return new Map(scenarios.map((scenario) => [scenario.code, replayScenario(compiled, scenario)]));
}
