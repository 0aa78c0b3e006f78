import type { ChoiceList, DesignEntry, LocalisedText, QuestionnaireDesign } from '@minsheng/contracts';

/** For the specs of this folder. */
export const both = (zh: string, en: string): LocalisedText => ({ zh, en });

/** Words or an expression with `@age` for a reference to `age`. */
export const x = (source: string): string => source.replace(/@([a-z]+)/g, (_all, code: string) => `\${${code}}`);

/** A design with these entries. */
export function formWith(entries: DesignEntry[], more: Partial<QuestionnaireDesign> = {}): QuestionnaireDesign {
  return {
    format: 'minsheng-questionnaire/2',
    code: 'city-poll',
    version: 3,
    title: both('青岚市民意测评问卷', 'Qinglan satisfaction poll'),
    marks: {
      formNumber: '青民测 1 表',
      maker: both('青岚市统计局', 'Qinglan Bureau of Statistics'),
      approvedBy: both('省统计局', 'Provincial Bureau of Statistics'),
      approvalNumber: '示例〔2026〕7 号',
      validUntil: '2027-06-30',
    },
    scales: [
      {
        code: 'five',
        levels: [
          { code: 'verySatisfied', name: both('非常满意', 'Very satisfied'), score: 100 },
          { code: 'satisfied', name: both('满意', 'Satisfied'), score: 80 },
          { code: 'fair', name: both('一般', 'Fair'), score: 60 },
          { code: 'dissatisfied', name: both('不满意', 'Dissatisfied'), score: 40 },
          { code: 'veryDissatisfied', name: both('非常不满意', 'Very dissatisfied'), score: 20 },
        ],
      },
    ],
    missing: [
      { code: 'dontKnow', name: both('不了解', 'Don’t know') },
      { code: 'notApplicable', name: both('不适用', 'Not applicable') },
      { code: 'refused', name: both('拒答', 'Refused') },
    ],
    lists: [
      list('yesNo', [
        ['yes', '是', 'Yes'],
        ['no', '否', 'No'],
      ]),
      list('districts', [
        ['weidu', '魏都区', 'Weidu'],
        ['jianan', '建安区', 'Jian’an'],
      ]),
      {
        code: 'streets',
        choices: [
          { code: 's1', text: both('西大街街道', 'Xidajie'), columns: { parent: 'weidu' } },
          { code: 's2', text: both('东大街街道', 'Dongdajie'), columns: { parent: 'weidu' } },
          { code: 's3', text: both('将官池镇', 'Jiangguanchi'), columns: { parent: 'jianan' } },
        ],
      },
      list('ways', [
        ['bus', '公交车', 'Bus'],
        ['bike', '自行车或电动自行车', 'Bicycle'],
        ['car', '小汽车', 'Car'],
        ['foot', '步行', 'On foot'],
        ['none', '都不用', 'None'],
      ]),
      list('faults', [
        ['stalls', '占道经营', 'Street stalls'],
        ['rubbish', '垃圾清运不及时', 'Rubbish'],
        ['signs', '户外广告和店招破损', 'Broken signs'],
        ['none', '都没有', 'None of these'],
      ]),
      list('plans', [
        [
          'rebuild',
          '全部拆掉重建，居民先搬到过渡房，建好后按原来的面积搬回，超出部分按成本价补差，过渡期间按月发放租房补贴',
          'Pull all down and build anew; people move out and come back to as much room as they had, and pay for more at cost',
        ],
        ['repair', '不动房子，只修道路、管网和绿化', 'Leave the houses and mend roads, pipes and greens'],
        ['leave', '维持原样', 'Leave it'],
      ]),
    ],
    entries,
    ...more,
  };
}

function list(code: string, choices: [code: string, zh: string, en: string][]): ChoiceList {
  return { code, choices: choices.map(([choice, zh, en]) => ({ code: choice, text: both(zh, en) })) };
}

/** Every kind of item, as a city might ask them. */
export function exampleForm(): QuestionnaireDesign {
  return formWith([
    {
      type: 'note',
      code: 'welcome',
      text: both(
        '您好！我们是市统计局的访员，想听听您对本市几个部门工作的看法。大约三分钟，不记名，回答只用于统计。',
        'Good day. We are from the statistics bureau and ask what you think of some offices of the city.',
      ),
    },
    { type: 'consent', code: 'agree', text: both('您愿意接受访问吗？', 'Will you take part?'), required: true },
    {
      type: 'single',
      code: 'adult',
      text: both('您满 18 岁了吗？', 'Are you 18 or older?'),
      list: 'yesNo',
      screensOut: ['no'],
      required: true,
    },
    {
      type: 'region',
      code: 'home',
      text: both('您现在住在哪里？', 'Where do you live?'),
      required: true,
      levels: [
        { code: 'district', text: both('区', 'District'), list: 'districts' },
        { code: 'street', text: both('街道', 'Street'), list: 'streets' },
      ],
    },
    {
      type: 'integer',
      code: 'age',
      text: both('您今年多大年龄？', 'How old are you?'),
      required: true,
      constraint: { expression: '. >= 18 and . <= 120', message: both('年龄是 18 到 120', 'Age is 18 to 120') },
      warning: { expression: '. <= 100', message: both('超过 100 岁，请再问一次', 'Over 100: ask again') },
    },
    {
      type: 'calculated',
      code: 'old',
      text: both('是否老年', 'Old age'),
      calculation: x("if(@age >= 60, 'yes', 'no')"),
    },
    { type: 'hidden', code: 'source', text: both('扫码来源', 'Poster'), initial: 'poster' },
    {
      type: 'satisfaction',
      code: 'city',
      text: both('最近两个月，您对市城市管理局的工作满意吗？', 'Are you satisfied with the city management bureau?'),
      subject: both('市城市管理局', 'city management bureau'),
      hint: both('包括市容环境、占道经营、垃圾清运', 'Streets, stalls, rubbish'),
      scale: 'five',
      offers: ['dontKnow', 'refused'],
      required: true,
    },
    {
      type: 'multiple',
      code: 'why',
      text: both('您对哪些方面不满意？', 'What are you dissatisfied with?'),
      list: 'faults',
      exclusive: ['none'],
      atMost: 3,
      relevant: x("@city = 'dissatisfied' or @city = 'veryDissatisfied'"),
      required: true,
    },
    { type: 'rank', code: 'first', text: both('先办哪两件？', 'Which two come first?'), list: 'faults', top: 2 },
    {
      type: 'group',
      code: 'travel',
      text: both('出行', 'Travel'),
      relevant: x("@old = 'no'"),
      entries: [
        {
          type: 'multiple',
          code: 'ways',
          text: both('上周您用过哪些方式出门？', 'How did you get about last week?'),
          list: 'ways',
          exclusive: ['none'],
          required: true,
          guidance: both('逐项读出，停顿两秒', 'Read out one by one'),
        },
        {
          type: 'single',
          code: 'main',
          text: both('其中用得最多的是哪一种？', 'Which most of all?'),
          list: 'ways',
          choiceFilter: x('selected(@ways, name)'),
          relevant: x('count-selected(@ways) > 1'),
          offers: ['dontKnow'],
        },
        {
          type: 'grid',
          code: 'services',
          text: both('您对下面几项服务满意吗？', 'Are you satisfied with these services?'),
          scale: 'five',
          offers: ['dontKnow', 'notApplicable'],
          required: true,
          rows: [
            { code: 'lamps', text: both('路灯照明', 'Street lamps') },
            { code: 'buses', text: both('公交车的等候时间和车内卫生', 'Waiting for buses') },
            { code: 'parking', text: both('停车', 'Parking') },
          ],
        },
      ],
    },
    {
      type: 'single',
      code: 'plan',
      text: both('如果您的小区要改造，您赞成哪一种做法？', 'Which plan would you choose?'),
      list: 'plans',
      required: x('@age < 60'),
    },
    { type: 'decimal', code: 'spent', text: both('上个月水电费花了多少元？', 'What did you spend?') },
    { type: 'date', code: 'since', text: both('您从哪一天起住在这里？', 'Since when do you live here?') },
    {
      type: 'text',
      code: 'wish',
      text: both(x('您选了@city，最希望改进什么？'), x('After @city: what should be better?')),
      maxLength: 200,
      isLong: true,
      relevant: x("not(@city = 'verySatisfied') and (@age >= 60 or @lamps != 'satisfied')"),
    },
    { type: 'photo', code: 'picture', text: both('拍下访问地点的街景', 'Picture of the place') },
    { type: 'location', code: 'where', text: both('记下访问地点的位置', 'Where you are') },
    { type: 'site', code: 'site', text: both('在哪个点位？', 'Which site?'), isInterviewerOnly: true, required: true },
    { type: 'shift', code: 'shift', text: both('在哪个班次？', 'Which shift?'), isInterviewerOnly: true },
  ]);
}
