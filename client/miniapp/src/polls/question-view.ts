import { textIn, type Language, type LocalisedText, type MissingCode } from '@minsheng/contracts';
import {
  evaluateAnswers,
  questionsAsked,
  readQuestion,
  wordsFor,
  type Evaluation,
  type Question,
} from '@minsheng/questionnaire';
import { longList } from './choosing.js';

/** One row that can be chosen. */
export interface Choice {
  code: string;
  label: string;
  /** Place among the rows of the question, from 1. */
  number: number;
}

/** How an answer is given. */
export type AnswerForm =
  | 'note'
  | 'consent'
  | 'one'
  | 'several'
  | 'ranking'
  | 'integer'
  | 'decimal'
  | 'line'
  | 'paragraph'
  | 'date'
  | 'code';

export interface QuestionView {
  form: AnswerForm;
  /** Words over the question: of the group, the grid or the region that it belongs to. */
  heading: string | null;
  /** Place among the rows of a grid that are asked. */
  row: { number: number; of: number } | null;
  /** The question in three parts, the words to set off in the middle; without any, all is `before`. */
  words: { before: string; subject: string; after: string };
  hint: string | null;
  choices: Choice[];
  /** Whether the rows are levels of a scale, drawn with their position. */
  isScale: boolean;
  /** More rows than anybody reads through. */
  isSearched: boolean;
  /** Answers without a score, set apart below: 不了解, 不适用. */
  apart: { code: MissingCode; label: string }[];
  canRefuse: boolean;
  /** Whether a number may be under nought, as far as the question says what it may be. */
  hasMinus: boolean;
  /** May be left without an answer. */
  canPass: boolean;
  /** Code of the question at which finding the options fails. */
  brokenAt: string | null;
}

/** Texts longer than this get a field of several lines. */
const longestLine = 40;

export function questionView(evaluation: Evaluation, question: Question, language: Language): QuestionView {
  const say = (text: LocalisedText): string => wordsFor(evaluation, text, language === 'en' ? 'en' : 'zh');
  const options = evaluation.options(question);
  const shown = options.kind === 'value' ? options.value : [];
  const offers = question.offers ?? [];
  const required = evaluation.isRequired(question);
  const choices = shown
    .filter(({ isMissing }) => !isMissing)
    .map(({ code, text }, index) => ({ code, label: textIn(text, language), number: index + 1 }));
  const isScale = question.look === 'scale' || question.look === 'row';
  return {
    form: formOf(question),
    heading: headingOf(evaluation, question, say),
    row: question.look === 'row' ? rowOf(evaluation, question) : null,
    words: parted(say(question.text), question.subject ? say(question.subject) : ''),
    hint: question.hint ? say(question.hint) : null,
    choices,
    isScale,
    isSearched: !isScale && choices.length > longList,
    apart: shown
      .filter(({ code, isMissing }) => isMissing && code !== 'refused')
      .map(({ code, text }) => ({ code: code as MissingCode, label: textIn(text, language) })),
    canRefuse: offers.includes('refused'),
    hasMinus: question.constraint !== undefined && takes(evaluation, question, '-1'),
    canPass: required.kind === 'value' && !required.value && question.kind !== 'note',
    brokenAt: options.kind === 'error' ? options.fault.question : null,
  };
}

function formOf({ kind, look, maxLength = 0 }: Question): AnswerForm {
  switch (kind) {
    case 'note':
    case 'consent':
    case 'integer':
    case 'decimal':
    case 'date':
      return kind;
    case 'single':
      return 'one';
    case 'multiple':
      return 'several';
    case 'rank':
      return 'ranking';
    case 'text':
      return look === 'long' || maxLength > longestLine ? 'paragraph' : 'line';
    default:
      return 'code';
  }
}

function takes({ questionnaire, answers, circumstances }: Evaluation, question: Question, answer: string): boolean {
  const tried = evaluateAnswers(questionnaire, { ...answers, [question.code]: answer }, circumstances);
  return !('sentences' in readQuestion(tried, question));
}

/** The nearest words around a question. */
export function headingOf(
  evaluation: Evaluation,
  { group }: Question,
  say: (text: LocalisedText) => string,
): string | null {
  const { groups } = evaluation.questionnaire;
  for (let at = group; at >= 0; at = groups[at]!.group) {
    const { text } = groups[at]!;
    if (text) return say(text);
  }
  return null;
}

function rowOf(evaluation: Evaluation, question: Question): QuestionView['row'] {
  const asked = questionsAsked(evaluation);
  if (asked.kind === 'error') return null;
  const rows = asked.value.filter(({ group }) => group === question.group);
  const index = rows.findIndex(({ code }) => code === question.code);
  return index < 0 ? null : { number: index + 1, of: rows.length };
}

/** Colour of a level, 5 best to 1 worst, whatever the number of levels. */
export function toneOf(number: number, of: number): 1 | 2 | 3 | 4 | 5 {
  return (5 - Math.round(((number - 1) * 4) / Math.max(of - 1, 1))) as 1 | 2 | 3 | 4 | 5;
}

function parted(whole: string, subject: string): QuestionView['words'] {
  const at = subject === '' ? -1 : whole.indexOf(subject);
  if (at < 0) return { before: whole, subject: '', after: '' };
  return { before: whole.slice(0, at), subject, after: whole.slice(at + subject.length) };
}
