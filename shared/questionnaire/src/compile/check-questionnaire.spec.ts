import type { Questionnaire, QuestionnaireItem, SatisfactionItem, SingleItem, TextItem } from '@minsheng/contracts';
import { exampleQuestionnaire } from '../example-questionnaire.js';
import { checkQuestionnaire, type QuestionnaireFaultCode } from './check-questionnaire.js';

const item = <T extends QuestionnaireItem>(questionnaire: Questionnaire, code: string): T =>
  questionnaire.items.find((each) => each.code === code) as T;
const satisfaction = (questionnaire: Questionnaire, code: string) => item<SatisfactionItem>(questionnaire, code);
const single = (questionnaire: Questionnaire, code: string) => item<SingleItem>(questionnaire, code);

describe('checking a questionnaire before it is published', () => {
  it('finds nothing in a sound one', () => {
    expect(checkQuestionnaire(exampleQuestionnaire())).toEqual([]);
  });

  it.each<[string, (questionnaire: Questionnaire) => void, [string | null, QuestionnaireFaultCode][]]>([
    ['another format', (q) => void ((q as { format: string }).format = 'x/1'), [[null, 'format']]],
    ['a title without English', (q) => void (q.title.en = ' '), [[null, 'words-missing']]],
    ['a question without Chinese', (q) => void (q.items[0]!.text.zh = ''), [['age', 'words-missing']]],
    [
      'an empty hint',
      (q) => void (q.items[0]!.hint = { zh: '', en: '' }),
      [
        ['age', 'words-missing'],
        ['age', 'words-missing'],
      ],
    ],
    ['a question of 301 characters', (q) => void (q.items[0]!.text.zh = '字'.repeat(301)), [['age', 'words-too-long']]],
    ['no form number', (q) => void (q.marks.formNumber = ''), [[null, 'mark-missing']]],
    ['no approval number', (q) => void (q.marks.approvalNumber = ''), [[null, 'mark-missing']]],
    ['a day that does not exist', (q) => void (q.marks.validUntil = '2027-02-30'), [[null, 'valid-until']]],
    ['no questions', (q) => void (q.items = []), [[null, 'no-items']]],
    ['a code that starts with a capital', (q) => void (q.items[4]!.code = 'Works'), [['Works', 'item-code']]],
    ['a code of 25 letters', (q) => void (q.items[4]!.code = 'a'.repeat(25)), [['a'.repeat(25), 'item-code']]],
    ['a code that every object answers to', (q) => void (q.items[4]!.code = 'toString'), [['toString', 'item-code']]],
    ['the same code twice', (q) => void (q.items[4]!.code = 'streets'), [['streets', 'item-code-twice']]],
    [
      'a scale without levels',
      (q) => void (q.levels = []),
      [
        [null, 'levels'],
        ['busStops', 'ask-if-answer'],
        ['busStops', 'ask-if-answer'],
        ['busStops', 'ask-if-never'],
        ['wish', 'ask-if-answer'],
        ['wish', 'ask-if-never'],
      ],
    ],
    [
      'two levels of one code',
      (q) => void (q.levels[4]!.code = 'fair'),
      [
        [null, 'level-code'],
        ['busStops', 'ask-if-answer'],
        ['wish', 'ask-if-answer'],
        ['wish', 'ask-if-never'],
      ],
    ],
    ['a level that is called like a missing code', (q) => void (q.levels[2]!.code = 'refused'), [[null, 'level-code']]],
    ['a level no worse than the one before', (q) => void (q.levels[2]!.score = 80), [[null, 'level-scores']]],
    ['half points', (q) => void (q.levels[2]!.score = 60.5), [[null, 'level-scores']]],
    [
      'an unknown missing code',
      (q) => void q.missing.push({ code: 'asleep' as 'refused', name: { zh: '睡', en: 'z' } }),
      [[null, 'missing-code']],
    ],
    [
      'a missing code offered but not named',
      (q) => void (q.missing.length = 2),
      ['streets', 'buses', 'busStops'].map((code) => [code, 'offer-unknown']),
    ],
    [
      'a satisfaction question without indicator',
      (q) => void (satisfaction(q, 'streets').indicator = ''),
      [['streets', 'indicator-missing']],
    ],
    [
      'two questions on one indicator',
      (q) => void (satisfaction(q, 'buses').indicator = 'I-streets'),
      [['buses', 'indicator-twice']],
    ],
    [
      'words to set off that the question does not have',
      (q) => void (satisfaction(q, 'buses').subject = { zh: '地铁', en: 'the buses' }),
      [['buses', 'subject-not-in-text']],
    ],
    ['a single option', (q) => void (single(q, 'worksFor').options.length = 1), [['worksFor', 'options']]],
    ['two options of one code', (q) => void (single(q, 'area').options[1]!.code = 'north'), [['area', 'option-code']]],
    [
      'an option with a blank in its code',
      (q) => void (single(q, 'area').options[1]!.code = 'far south'),
      [['area', 'option-code']],
    ],
    [
      'every option screening out',
      (q) => single(q, 'worksFor').options.forEach((option) => (option.screensOut = true)),
      [['worksFor', 'everybody-screened-out']],
    ],
    [
      'two questions for the area',
      (q) => void (single(q, 'area').role = single(q, 'age').role = 'area'),
      [['area', 'area-twice']],
    ],
    [
      'two questions for the workplace',
      (q) => void (single(q, 'area').role = 'staffOf'),
      [['worksFor', 'staff-of-twice']],
    ],
    [
      'a margin that may be passed by',
      (q) => void (single(q, 'age').isRequired = false),
      [['age', 'margin-not-of-all']],
    ],
    [
      'an area that only some are asked for',
      (q) => void (single(q, 'area').askIf = { item: 'age', isOneOf: ['18-44'] }),
      [['area', 'margin-not-of-all']],
    ],
    [
      'a margin with one level left',
      (q) => void (single(q, 'age').options[1]!.screensOut = true),
      [['age', 'margin-levels']],
    ],
    ['a text of 501 characters', (q) => void (item<TextItem>(q, 'wish').maxLength = 501), [['wish', 'text-limit']]],
    [
      'a condition on a later question',
      (q) => void (q.items[2]!.askIf = { item: 'buses', isOneOf: ['fair'] }),
      [['streets', 'ask-if-item']],
    ],
    [
      'a condition on a question that is not there',
      (q) => void (q.items[6]!.askIf = { item: 'trams', isOneOf: ['fair'] }),
      [['wish', 'ask-if-item']],
    ],
    [
      'a condition on an answer that is not offered',
      (q) => void q.items[5]!.askIf!.isOneOf.push('splendid'),
      [['busStops', 'ask-if-answer']],
    ],
    ['a condition on no answer', (q) => void (q.items[5]!.askIf!.isOneOf = []), [['busStops', 'ask-if-never']]],
    [
      'a condition on an answer that ends the interview',
      (q) => void (q.items[5]!.askIf = { item: 'age', isOneOf: ['under-18'] }),
      [['busStops', 'ask-if-never']],
    ],
    [
      'a condition that always holds',
      (q) => void (q.items[5]!.askIf = { item: 'area', isOneOf: ['north', 'south'] }),
      [['busStops', 'ask-if-always']],
    ],
  ])('finds %s', (_title, spoil, faults) => {
    const questionnaire = exampleQuestionnaire();
    spoil(questionnaire);
    expect(checkQuestionnaire(questionnaire).map(({ item: at, code }) => [at, code])).toEqual(faults);
  });
});
