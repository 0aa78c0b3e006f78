import type { FieldFault, LocalisedText } from '@minsheng/contracts';
import type { ValidationError } from 'class-validator';

/** What class-validator's constraint names mean to a reader. Unknown ones fall back to 「不符合要求」. */
const sentences: Record<string, LocalisedText> = {
  isString: { zh: '应为文字', en: 'must be text' },
  isNotEmpty: { zh: '不能为空', en: 'must not be empty' },
  isDefined: { zh: '必须填写', en: 'is required' },
  isInt: { zh: '应为整数', en: 'must be a whole number' },
  isNumber: { zh: '应为数字', en: 'must be a number' },
  isBoolean: { zh: '应为是或否', en: 'must be true or false' },
  isArray: { zh: '应为列表', en: 'must be a list' },
  isObject: { zh: '应为对象', en: 'must be an object' },
  isIn: { zh: '不在可选范围内', en: 'is not one of the choices' },
  isEnum: { zh: '不在可选范围内', en: 'is not one of the choices' },
  isIso8601: { zh: '应为日期时间', en: 'must be a date and time' },
  isISO8601: { zh: '应为日期时间', en: 'must be a date and time' },
  isDateString: { zh: '应为日期时间', en: 'must be a date and time' },
  matches: { zh: '格式不对', en: 'has the wrong form' },
  length: { zh: '长度不对', en: 'has the wrong length' },
  minLength: { zh: '太短', en: 'is too short' },
  maxLength: { zh: '太长', en: 'is too long' },
  isLength: { zh: '长度不对', en: 'has the wrong length' },
  min: { zh: '太小', en: 'is too small' },
  max: { zh: '太大', en: 'is too large' },
  whitelistValidation: { zh: '是多余的字段', en: 'is not a known field' },
  nestedValidation: { zh: '结构不对', en: 'has the wrong structure' },
  unknownValue: { zh: '结构不对', en: 'has the wrong structure' },
};

const fallback: LocalisedText = { zh: '不符合要求', en: 'is not acceptable' };

/** class-validator's tree → a flat list with dotted field names. */
export function fieldFaultsOf(errors: readonly ValidationError[], prefix = ''): FieldFault[] {
  return errors.flatMap((error) => {
    const field = prefix ? `${prefix}.${error.property}` : error.property;
    const own = Object.keys(error.constraints ?? {}).map((constraint) => {
      const sentence = sentences[constraint] ?? fallback;
      return { field, sentences: { zh: `${field} ${sentence.zh}`, en: `${field} ${sentence.en}` } };
    });
    return [...own.slice(0, 1), ...fieldFaultsOf(error.children ?? [], field)];
  });
}
