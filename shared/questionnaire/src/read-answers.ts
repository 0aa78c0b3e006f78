import type { LocalisedText, MissingCode, Questionnaire, QuestionnaireItem } from '@minsheng/contracts';
import { answersOffered, answerTo, hasControlCharacters, isBlank, lengthOf, type Answers } from './answers.js';
import { isAsked } from './routing.js';

/** What came of one item: a level's or option's code or text; a code without a score; asked and passed by; not asked. */
export type ItemReading =
  | { item: string; kind: 'answered'; answer: string }
  | { item: string; kind: 'missing'; code: MissingCode }
  | { item: string; kind: 'notAnswered' }
  | { item: string; kind: 'notAsked' };

export type AnswerFaultCode =
  | 'not-answers'
  | 'unknown-item'
  | 'unknown-answer'
  | 'not-asked'
  | 'required'
  | 'empty-text'
  | 'text-too-long'
  | 'control-characters'
  | 'screened-out';

export interface AnswerFault {
  /** Item code as sent; null when the whole is at fault. */
  item: string | null;
  code: AnswerFaultCode;
  sentences: LocalisedText;
}

/** `values` in the order of the questionnaire's items. */
export type Reading = { outcome: 'read'; values: ItemReading[] } | { outcome: 'refused'; faults: AnswerFault[] };

/** Enough to mend a form by; a hostile body with a thousand made-up items does not get a thousand sentences. */
const mostFaults = 20;

/**
 * Reads a person's answers against a checked questionnaire. Total: whatever JSON came in, the answer is a reading or the
 * faults, never an exception. A person who is screened out is told that and nothing else.
 */
export function readAnswers(questionnaire: Questionnaire, answers: unknown): Reading {
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers))
    return refused([fault(null, 'not-answers')]);
  const given = answers as Answers;
  const faults: AnswerFault[] = [];
  const known = new Set(questionnaire.items.map(({ code }) => code));
  for (const code of Object.keys(given)) {
    if (!known.has(code)) faults.push(fault(code, 'unknown-item'));
    if (faults.length >= mostFaults) return refused(faults);
  }
  const values: ItemReading[] = [];
  for (const item of questionnaire.items) {
    const read = readItem(questionnaire, item, given);
    if (!('sentences' in read)) values.push(read);
    else if (read.code === 'screened-out') return refused([read]);
    else faults.push(read);
  }
  return faults.length > 0 ? refused(faults.slice(0, mostFaults)) : { outcome: 'read', values };
}

function readItem(questionnaire: Questionnaire, item: QuestionnaireItem, answers: Answers): ItemReading | AnswerFault {
  const { code } = item;
  const isGiven = Object.prototype.hasOwnProperty.call(answers, code);
  if (!isAsked(questionnaire, item, answers))
    return isGiven ? fault(code, 'not-asked') : { item: code, kind: 'notAsked' };
  if (!isGiven) return item.isRequired ? fault(code, 'required') : { item: code, kind: 'notAnswered' };
  const answer: unknown = answerTo(answers, code);
  if (typeof answer !== 'string') return fault(code, 'unknown-answer');
  if (item.type === 'text') {
    if (isBlank(answer)) return fault(code, 'empty-text');
    if (lengthOf(answer) > item.maxLength) return fault(code, 'text-too-long', item.maxLength);
    return hasControlCharacters(answer) ? fault(code, 'control-characters') : { item: code, kind: 'answered', answer };
  }
  if (!answersOffered(questionnaire, item).includes(answer)) return fault(code, 'unknown-answer');
  if (item.type === 'satisfaction') {
    const missing = item.offers.find((offered) => offered === answer);
    return missing === undefined
      ? { item: code, kind: 'answered', answer }
      : { item: code, kind: 'missing', code: missing };
  }
  const option = item.options.find((each) => each.code === answer);
  return option?.screensOut === true ? fault(code, 'screened-out') : { item: code, kind: 'answered', answer };
}

const refused = (faults: AnswerFault[]): Reading => ({ outcome: 'refused', faults });

function fault(item: string | null, code: AnswerFaultCode, limit = 0): AnswerFault {
  return { item, code, sentences: sentencesOf(code, limit) };
}

function sentencesOf(code: AnswerFaultCode, limit: number): LocalisedText {
  switch (code) {
    case 'not-answers':
      return { zh: '没有收到答卷', en: 'No answers were received' };
    case 'unknown-item':
      return { zh: '问卷里没有这道题', en: 'The questionnaire has no such question' };
    case 'unknown-answer':
      return { zh: '这道题没有这个选项', en: 'The question has no such answer' };
    case 'not-asked':
      return { zh: '按前面的回答，这道题不用答', en: 'After the earlier answers this question is not asked' };
    case 'required':
      return { zh: '这道题还没有答', en: 'This question has not been answered yet' };
    case 'empty-text':
      return { zh: '写几个字，或者跳过这道题', en: 'Write a few words, or skip the question' };
    case 'text-too-long':
      return { zh: `最多写 ${limit} 个字`, en: `At most ${limit} characters` };
    case 'control-characters':
      return {
        zh: '文字里有看不见的控制字符，请删掉',
        en: 'The text has invisible control characters; please remove them',
      };
    case 'screened-out':
      return {
        zh: '按这个回答，这份问卷不用再答，也不会提交',
        en: 'After this answer the questionnaire ends and is not submitted',
      };
  }
}
