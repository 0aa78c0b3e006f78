import type { Questionnaire, QuestionnaireItem } from '@minsheng/contracts';

/** Characters of Chinese a second, read with attention (300 a minute). */
const readingSpeed = 5;
const secondsToChoose = 3;
/** Most people pass an open question by; those who write take longer than this, and know it. */
const secondsToWrite = 15;

/**
 * Seconds one item takes: its Chinese words (question, hint, options; the scale is read once and then known) at
 * 5 characters a second, and 3 s to choose or 15 s for an open question. An estimate to tell people beforehand; plans and
 * quality rules use measured times.
 */
export function secondsFor(item: QuestionnaireItem): number {
  const options = item.type === 'single' ? item.options.reduce((sum, option) => sum + option.text.zh.length, 0) : 0;
  const words = item.text.zh.length + (item.hint?.zh.length ?? 0) + options;
  return words / readingSpeed + (item.type === 'text' ? secondsToWrite : secondsToChoose);
}

/** Minutes to tell people beforehand: the items that everybody is asked, rounded, at least 1. */
export function minutesOf(questionnaire: Questionnaire): number {
  return inMinutes(askedOfAll(questionnaire).reduce((sum, item) => sum + secondsFor(item), 0));
}

/** How many items everybody is asked. */
export function questionsAskedOfAll(questionnaire: Questionnaire): number {
  return askedOfAll(questionnaire).length;
}

export function inMinutes(seconds: number): number {
  return Math.max(1, Math.round(seconds / 60));
}

function askedOfAll({ items }: Questionnaire): QuestionnaireItem[] {
  return items.filter(({ askIf }) => askIf === null);
}
