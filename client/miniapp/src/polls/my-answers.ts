import type { Language, LocalisedText } from '@minsheng/contracts';
import { questionsAsked, wordsFor, type Evaluation, type Question } from '@minsheng/questionnaire';
import { headingOf } from './question-view.js';

export interface AnswerGiven {
  code: string;
  kind: Question['kind'];
  /** Of the group, grid or region that the question belongs to. */
  heading: string | null;
  question: string;
  /** Names of what was chosen, or what was written. */
  answer: string;
}

/** A person's own answers in words, in the order in which they were asked. */
export function answersGiven(evaluation: Evaluation, language: Language): AnswerGiven[] {
  const say = (text: LocalisedText): string => wordsFor(evaluation, text, language === 'en' ? 'en' : 'zh');
  const asked = questionsAsked(evaluation);
  if (asked.kind === 'error') return [];
  return asked.value.flatMap((question) => {
    const { code, kind, text } = question;
    const reference = `\${${code}}`;
    const answer = kind === 'note' ? '' : say({ zh: reference, en: reference });
    return answer === ''
      ? []
      : [{ code, kind, heading: headingOf(evaluation, question, say), question: say(text), answer }];
  });
}
