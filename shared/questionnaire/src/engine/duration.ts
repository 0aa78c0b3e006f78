import type { CompiledQuestionnaire, Question } from './compiled.js';
import { isShown } from './walk.js';

/** Characters of Chinese a second, read with attention (300 a minute), as in `minutesOf`. */
const readingSpeed = 5;
/** Long lists are looked through, not read. */
const mostOptionsRead = 12;
const secondsToAnswer: Record<Question['kind'], number> = {
  note: 0,
  consent: 3,
  single: 3,
  multiple: 6,
  rank: 12,
  integer: 5,
  decimal: 6,
  text: 15,
  date: 8,
  calculated: 0,
  hidden: 0,
  photo: 15,
  location: 5,
  site: 3,
  shift: 3,
};

/**
 * Seconds that one question takes: its Chinese words at 5 characters a second (a satisfaction scale is read once and then known)
 * and the time to answer. An estimate to tell people beforehand; quality rules use measured times.
 */
export function secondsForQuestion({ lists }: CompiledQuestionnaire, question: Question): number {
  if (!isShown(question)) return 0;
  const options =
    question.list === undefined || question.look === 'scale' || question.look === 'row' ? [] : lists[question.list]!;
  const words = [question.text, ...(question.hint ? [question.hint] : [])]
    .concat(options.slice(0, mostOptionsRead).map(({ text }) => text))
    .reduce((sum, { zh }) => sum + zh.length, 0);
  return words / readingSpeed + secondsToAnswer[question.kind];
}

/** Minutes to tell people beforehand: the questions that everybody is asked, rounded, at least 1. */
export function minutesForAll(questionnaire: CompiledQuestionnaire, asInterviewer = false): number {
  const { questions, groups } = questionnaire;
  const isConditional = (group: number): boolean =>
    group >= 0 && (groups[group]!.relevant !== null || isConditional(groups[group]!.group));
  const seconds = questions
    .filter((question) => question.relevant === null && !isConditional(question.group))
    .filter((question) => asInterviewer || question.isInterviewerOnly !== true)
    .reduce((sum, question) => sum + secondsForQuestion(questionnaire, question), 0);
  return Math.max(1, Math.round(seconds / 60));
}
