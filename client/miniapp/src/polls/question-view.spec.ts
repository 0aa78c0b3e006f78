import type { Questionnaire, QuestionnaireItem } from '@minsheng/contracts';
import { questionView, toneOf, withSubject } from './question-view.js';

const words = (zh: string, en: string) => ({ zh, en });
const questionnaire = {
  levels: [
    { code: 'good', name: words('满意', 'Satisfied'), score: 100 },
    { code: 'bad', name: words('不满意', 'Dissatisfied'), score: 20 },
  ],
  missing: [
    { code: 'dontKnow', name: words('不了解', 'Don’t know') },
    { code: 'notApplicable', name: words('不适用', 'Not applicable') },
    { code: 'refused', name: words('拒答', 'Refused') },
  ],
} as Questionnaire;
const common = { code: 'q', text: words('题', 'Q'), hint: null, isRequired: true, askIf: null };
const satisfaction: QuestionnaireItem = {
  ...common,
  type: 'satisfaction',
  indicator: 'I',
  subject: null,
  offers: ['dontKnow', 'refused'],
};

describe('a question on the screen', () => {
  it('shows the levels in order and sets answers without a score apart', () => {
    const view = questionView(questionnaire, satisfaction, 'zh-CN');
    expect(view.choices).toEqual([
      { code: 'good', label: '满意', number: 1 },
      { code: 'bad', label: '不满意', number: 2 },
    ]);
    expect(view.apart).toEqual([{ code: 'dontKnow', label: '不了解' }]);
    expect([view.isScale, view.canRefuse, view.canPass]).toEqual([true, true, false]);
  });

  it('offers 不适用 only where the question does', () => {
    const view = questionView(questionnaire, { ...satisfaction, offers: ['dontKnow', 'notApplicable'] }, 'en');
    expect(view.apart.map(({ label }) => label)).toEqual(['Don’t know', 'Not applicable']);
    expect(view.canRefuse).toBe(false);
  });

  it('lets an optional choice be passed by; an open question has its own way on', () => {
    const options = [{ code: 'a', text: words('甲', 'A') }];
    const single: QuestionnaireItem = { ...common, type: 'single', role: null, options, isRequired: false };
    expect(questionView(questionnaire, single, 'zh-CN')).toMatchObject({ isScale: false, canPass: true });
    const text: QuestionnaireItem = { ...common, type: 'text', maxLength: 20, isRequired: false };
    expect(questionView(questionnaire, text, 'zh-CN')).toMatchObject({ choices: [], canPass: false });
  });

  it.each([
    [5, [5, 4, 3, 2, 1]],
    [2, [5, 1]],
    [3, [5, 3, 1]],
    [1, [5]],
  ])('colours a scale of %i levels from best to worst', (of, tones) => {
    expect(Array.from({ length: of }, (_, index) => toneOf(index + 1, of))).toEqual(tones);
  });
});

describe('the words to set off in a question', () => {
  const text = words('你对市城市管理局的工作满意吗？', 'Are you satisfied with City Management?');

  it.each([
    [words('市城市管理局', 'City Management'), 'zh-CN', ['你对', '市城市管理局', '的工作满意吗？']],
    [words('市城市管理局', 'City Management'), 'en', ['Are you satisfied with ', 'City Management', '?']],
    [words('公安局', 'Police'), 'zh-CN', ['你对市城市管理局的工作满意吗？', '', '']],
    [null, 'zh-CN', ['你对市城市管理局的工作满意吗？', '', '']],
  ] as const)('%j in %s', (subject, language, [before, inside, after]) => {
    expect(withSubject(text, subject, language)).toEqual({ before, subject: inside, after });
  });
});
