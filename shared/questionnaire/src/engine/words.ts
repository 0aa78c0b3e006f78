import type { LocalisedText } from '@minsheng/contracts';
import { codesOf } from './evaluate-expression.js';
import type { Evaluation } from './evaluation.js';

/**
 * Words as a person reads them: `${name}` gives way to the answer, of a choice to its name. What is not asked or not answered
 * leaves nothing behind.
 */
export function wordsFor(evaluation: Evaluation, text: LocalisedText, language: 'zh' | 'en'): string {
  return text[language].replace(/\$\{\s*([^}]+?)\s*\}/g, (_all, code: string) => {
    const question = evaluation.questionOf(code);
    if (question === undefined) return '';
    const value = evaluation.valueOf(question);
    if (value.kind === 'error' || question.list === undefined) return value.kind === 'error' ? '' : value.value;
    const { lists, missing } = evaluation.questionnaire;
    const names = codesOf(value.value).map((chosen) => {
      const choice = lists[question.list!]!.find((each) => each.code === chosen);
      return choice ? choice.text[language] : (missing.find((each) => each.code === chosen)?.name[language] ?? '');
    });
    return names.join(language === 'zh' ? '、' : ', ');
  });
}
