import type { Questionnaire } from '@minsheng/contracts';
import { answersOffered } from '../answers.js';

/** JSON Schema, draft-07, of the `answers` object. */
export interface AnswersSchema {
  type: 'object';
  additionalProperties: false;
  properties: Record<string, { type: 'string'; enum: string[] } | { type: 'string'; minLength: 1; maxLength: number }>;
}

/**
 * The coarse sieve in front of the reader: bounds what a body can hold, refuses what no answer can be. It lets through what
 * depends on other answers (asked or not, required, screened out), so that the refusal can name the question in words;
 * whatever `readAnswers` reads, it accepts. Lengths are code points, as ajv counts them.
 */
export function compileSchema(questionnaire: Questionnaire): AnswersSchema {
  const properties: AnswersSchema['properties'] = {};
  for (const item of questionnaire.items) {
    properties[item.code] =
      item.type === 'text'
        ? { type: 'string', minLength: 1, maxLength: item.maxLength }
        : { type: 'string', enum: answersOffered(questionnaire, item) };
  }
  return { type: 'object', additionalProperties: false, properties };
}
