import type { LocalisedText, Questionnaire, SatisfactionItem } from '@minsheng/contracts';

const both = (zh: string, en: string): LocalisedText => ({ zh, en });

const satisfaction = (
  code: string,
  subject: LocalisedText,
  more: Partial<SatisfactionItem> = {},
): SatisfactionItem => ({
  type: 'satisfaction',
  code,
  indicator: `I-${code}`,
  text: both(`最近两个月，你对${subject.zh}满意吗？`, `How satisfied are you with ${subject.en}?`),
  hint: null,
  isRequired: true,
  askIf: null,
  subject,
  offers: ['dontKnow', 'refused'],
  ...more,
});

/** A small questionnaire with every kind of item, for the specs of this package. */
export function exampleQuestionnaire(): Questionnaire {
  return {
    format: 'minsheng-questionnaire/1',
    title: both('民意测评', 'Satisfaction poll'),
    marks: {
      formNumber: '民测 1 表',
      maker: both('市统计局', 'Statistics bureau'),
      approvedBy: both('省统计局', 'Provincial bureau'),
      approvalNumber: '统制〔2026〕1 号',
      validUntil: '2027-06-30',
    },
    levels: [
      { code: 'verySatisfied', name: both('非常满意', 'Very satisfied'), score: 100 },
      { code: 'satisfied', name: both('满意', 'Satisfied'), score: 80 },
      { code: 'fair', name: both('一般', 'Fair'), score: 60 },
      { code: 'dissatisfied', name: both('不满意', 'Dissatisfied'), score: 40 },
      { code: 'veryDissatisfied', name: both('非常不满意', 'Very dissatisfied'), score: 20 },
    ],
    missing: [
      { code: 'dontKnow', name: both('不了解', 'Don’t know') },
      { code: 'notApplicable', name: both('不适用', 'Not applicable') },
      { code: 'refused', name: both('拒答', 'Refused') },
    ],
    items: [
      {
        type: 'single',
        code: 'age',
        text: both('你的年龄是？', 'How old are you?'),
        hint: null,
        isRequired: true,
        askIf: null,
        role: 'margin',
        options: [
          { code: 'under-18', text: both('不满 18 岁', 'Under 18'), screensOut: true },
          { code: '18-44', text: both('18–44 岁', '18–44') },
          { code: '45-plus', text: both('45 岁及以上', '45 and over') },
        ],
      },
      {
        type: 'single',
        code: 'area',
        text: both('你住在哪里？', 'Where do you live?'),
        hint: null,
        isRequired: true,
        askIf: null,
        role: 'area',
        options: [
          { code: 'north', text: both('北区', 'North') },
          { code: 'south', text: both('南区', 'South') },
        ],
      },
      satisfaction('streets', both('市容环境', 'clean streets')),
      satisfaction('buses', both('公交出行', 'the buses'), { offers: ['dontKnow', 'notApplicable', 'refused'] }),
      {
        type: 'single',
        code: 'worksFor',
        text: both('你在被测评的单位工作吗？', 'Do you work for one of these units?'),
        hint: null,
        isRequired: false,
        askIf: null,
        role: 'staffOf',
        options: [
          { code: 'none', text: both('不在', 'No') },
          { code: 'U-1', text: both('城市管理局', 'City management bureau') },
        ],
      },
      satisfaction('busStops', both('公交站点', 'the bus stops'), {
        isRequired: false,
        askIf: { item: 'buses', isOneOf: ['dissatisfied', 'veryDissatisfied'] },
      }),
      {
        type: 'text',
        code: 'wish',
        text: both('最想解决的一件事', 'The one thing to mend first'),
        hint: null,
        isRequired: false,
        askIf: { item: 'busStops', isOneOf: ['veryDissatisfied'] },
        maxLength: 10,
      },
    ],
  };
}

/** Answers to it that are complete, with nothing conditional opened. */
export function exampleAnswers(): Record<string, string> {
  return { age: '18-44', area: 'south', streets: 'satisfied', buses: 'notApplicable' };
}
