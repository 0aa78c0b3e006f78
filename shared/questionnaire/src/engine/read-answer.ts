import type { LocalisedText, MissingCode } from '@minsheng/contracts';
import { answerTo, hasControlCharacters, isBlank, lengthOf, type Answers } from '../answers.js';
import type { CompiledQuestionnaire, Question } from './compiled.js';
import { codesOf } from './evaluate-expression.js';
import { momentOf } from './moment.js';

/**
 * What an answer says by itself: nothing, a missing code, a value in its one written form, or something no answer can be. A
 * value with a fault (too many options, a text too long) is still the value that conditions see, as in ODK clients.
 */
export type AnswerReading =
  | { kind: 'empty' }
  | { kind: 'missing'; code: MissingCode }
  | { kind: 'answered'; value: string; fault?: LocalisedText }
  | { kind: 'malformed'; sentences: LocalisedText };

const empty: AnswerReading = { kind: 'empty' };
const answered = (value: string): AnswerReading => ({ kind: 'answered', value });
const faulty = (value: string, zh: string, en: string): AnswerReading => ({
  kind: 'answered',
  value,
  fault: { zh, en },
});
const malformed = (zh: string, en: string): AnswerReading => ({ kind: 'malformed', sentences: { zh, en } });
const noSuchOption = malformed('这道题没有这个选项', 'The question has no such answer');

const reference = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const whole = /^-?\d{1,10}$/;
const fraction = /^(-?)0*(\d+)(?:\.(\d+))?$/;
const place = /^(-?\d{1,2}(?:\.\d+)?) (-?\d{1,3}(?:\.\d+)?)(?: (-?\d+(?:\.\d+)?)(?: (\d+(?:\.\d+)?))?)?$/;

/** Reads one answer. Whether the question was asked, and whether a filter offers the option, is not looked at here. */
export function readAnswer(question: Question, questionnaire: CompiledQuestionnaire, answers: Answers): AnswerReading {
  const given: unknown = answerTo(answers, question.code) ?? question.initial ?? '';
  if (typeof given !== 'string') return noSuchOption;
  if (given === '') return empty;
  const missing = question.offers?.find((code) => code === given);
  if (missing !== undefined) return { kind: 'missing', code: missing };
  switch (question.kind) {
    case 'note':
      return malformed('说明不用回答', 'A note takes no answer');
    case 'calculated':
      return answered(given);
    case 'consent':
      return given === 'OK' ? answered(given) : malformed('请勾选同意，或者离开', 'Please tick to agree, or leave');
    case 'single':
      return choices().some(({ code }) => code === given) ? answered(given) : noSuchOption;
    case 'multiple':
    case 'rank':
      return readSeveral(given);
    case 'integer':
      return readWhole(given);
    case 'decimal':
      return readFraction(given);
    case 'date':
      return given.length === 10 && momentOf(given, 0) !== null
        ? answered(given)
        : malformed('日期应写成 年-月-日，例如 2026-11-22', 'A date is written year-month-day, e.g. 2026-11-22');
    case 'text':
    case 'hidden':
      return readText(given, question.maxLength ?? 500);
    case 'location':
      return readPlace(given);
    case 'photo':
    case 'site':
    case 'shift':
      return reference.test(given) ? answered(given) : malformed('代码不合规则', 'This cannot be a code');
  }

  function choices() {
    return question.list === undefined ? [] : questionnaire.lists[question.list]!;
  }

  function readSeveral(text: string): AnswerReading {
    const codes = codesOf(text);
    const known = new Set(choices().map(({ code }) => code));
    if (codes.length === 0 || codes.some((code) => !known.has(code))) return noSuchOption;
    if (new Set(codes).size < codes.length) return malformed('同一个选项选了两次', 'An option was chosen twice');
    const value = codes.join(' ');
    const alone = question.exclusive?.find((code) => codes.indexOf(code) >= 0);
    if (alone !== undefined && codes.length > 1) {
      const { text: name } = choices().find(({ code }) => code === alone)!;
      return faulty(value, `选了“${name.zh}”就不能再选别的`, `“${name.en}” stands alone`);
    }
    const { atLeast = 1, atMost = known.size } = question;
    // “None of these” is a full answer, however many are wanted.
    if (codes.length < atLeast && alone === undefined) {
      return faulty(value, `至少选 ${atLeast} 项`, `Choose at least ${atLeast}`);
    }
    if (codes.length > atMost) return faulty(value, `最多选 ${atMost} 项`, `Choose at most ${atMost}`);
    return answered(value);
  }
}

function readWhole(text: string): AnswerReading {
  const value = Number(text);
  return whole.test(text) && value >= -2147483648 && value <= 2147483647
    ? answered(String(value === 0 ? 0 : value))
    : malformed('这里填整数', 'A whole number is wanted here');
}

/** `5` and `5.00` are the answer `5.0`, as ODK clients write it. */
function readFraction(text: string): AnswerReading {
  const parts = fraction.exec(text);
  if (parts === null || parts[2]!.length + (parts[3] ?? '').length > 15) {
    return malformed('这里填数字，最多 15 位', 'A number is wanted here, of at most 15 digits');
  }
  const after = (parts[3] ?? '').replace(/0+$/, '') || '0';
  const isNought = parts[2] === '0' && after === '0';
  return answered(`${isNought ? '' : parts[1]!}${parts[2]!}.${after}`);
}

function readText(text: string, limit: number): AnswerReading {
  if (isBlank(text)) return malformed('写几个字，或者跳过这道题', 'Write a few words, or skip the question');
  if (hasControlCharacters(text)) {
    return malformed(
      '文字里有看不见的控制字符，请删掉',
      'The text has invisible control characters; please remove them',
    );
  }
  if (lengthOf(text) > limit) return faulty(text, `最多写 ${limit} 个字`, `At most ${limit} characters`);
  return answered(text);
}

function readPlace(text: string): AnswerReading {
  const parts = place.exec(text);
  return parts !== null && Math.abs(Number(parts[1])) <= 90 && Math.abs(Number(parts[2])) <= 180
    ? answered(text)
    : malformed('没有读到位置', 'The location could not be read');
}
