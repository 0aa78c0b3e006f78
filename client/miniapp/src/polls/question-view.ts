import {
  textIn,
  type Language,
  type LocalisedText,
  type MissingCode,
  type Questionnaire,
  type QuestionnaireItem,
} from '@minsheng/contracts';

/** One row that can be chosen. */
export interface Choice {
  code: string;
  label: string;
  /** Place among the rows of the question, from 1. */
  number: number;
}

export interface QuestionView {
  choices: Choice[];
  /** Whether the rows are levels of a scale, drawn with their position. */
  isScale: boolean;
  /** Answers without a score, set apart below: 不了解, 不适用. */
  apart: { code: MissingCode; label: string }[];
  canRefuse: boolean;
  /** May be left without an answer. */
  canPass: boolean;
}

export function questionView(questionnaire: Questionnaire, item: QuestionnaireItem, language: Language): QuestionView {
  const offers = item.type === 'satisfaction' ? item.offers : [];
  const rows =
    item.type === 'satisfaction'
      ? questionnaire.levels.map(({ code, name }) => ({ code, text: name }))
      : item.type === 'single'
        ? item.options
        : [];
  return {
    choices: rows.map(({ code, text }, index) => ({ code, label: textIn(text, language), number: index + 1 })),
    isScale: item.type === 'satisfaction',
    apart: offers
      .filter((code) => code !== 'refused')
      .map((code) => {
        const name = questionnaire.missing.find((missing) => missing.code === code)?.name;
        return { code, label: name ? textIn(name, language) : code };
      }),
    canRefuse: offers.includes('refused'),
    canPass: !item.isRequired && item.type !== 'text',
  };
}

/** Colour of a level, 5 best to 1 worst, whatever the number of levels. */
export function toneOf(number: number, of: number): 1 | 2 | 3 | 4 | 5 {
  return (5 - Math.round(((number - 1) * 4) / Math.max(of - 1, 1))) as 1 | 2 | 3 | 4 | 5;
}

/** The question in three parts, the words to set off in the middle; without any, all is `before`. */
export function withSubject(
  text: LocalisedText,
  subject: LocalisedText | null,
  language: Language,
): { before: string; subject: string; after: string } {
  const whole = textIn(text, language);
  const words = subject ? textIn(subject, language) : '';
  const at = words === '' ? -1 : whole.indexOf(words);
  if (at < 0) return { before: whole, subject: '', after: '' };
  return { before: whole.slice(0, at), subject: words, after: whole.slice(at + words.length) };
}
