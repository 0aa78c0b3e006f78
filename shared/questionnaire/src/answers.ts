import type { Questionnaire, QuestionnaireItem } from '@minsheng/contracts';

/** Answers by item code; what is not asked or not answered is left out. */
export type Answers = Readonly<Record<string, string>>;

/** The answer to an item, or undefined. Own properties only: an item may not find `toString` where nobody answered. */
export function answerTo(answers: Answers, code: string): string | undefined {
  return Object.prototype.hasOwnProperty.call(answers, code) ? answers[code] : undefined;
}

/** Codes a person may choose at an item, in the order shown: levels and the missing codes offered, or options; none for text. */
export function answersOffered(questionnaire: Questionnaire, item: QuestionnaireItem): string[] {
  if (item.type === 'satisfaction') return [...questionnaire.levels.map(({ code }) => code), ...item.offers];
  return item.type === 'single' ? item.options.map(({ code }) => code) : [];
}

/** Characters as a reader counts them, and as JSON Schema does: a rare 汉字 outside the basic plane is one, not two. */
export function lengthOf(text: string): number {
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const isPair = unit >= 0xd800 && unit <= 0xdbff && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
    if (isPair) at += 1;
    length += 1;
  }
  return length;
}

/** C0 controls but tab, line feed and carriage return: no keyboard writes them, and PostgreSQL keeps no NUL. */
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

export function hasControlCharacters(text: string): boolean {
  return control.test(text);
}

export function isBlank(text: string): boolean {
  return !/\S/.test(text);
}
