import type { DesignEntry, DesignItem, QuestionnaireDesign } from '@minsheng/contracts';
import { said } from '../support/said.js';
import { questionnaireFixture } from './poll-fixture.js';

const choice = (code: string, zh: string, en: string, parent?: string) => ({
  code,
  text: said(zh, en),
  ...(parent ? { columns: { parent } } : {}),
});

/** More bus lines than anybody reads through. */
const lines = Array.from({ length: 24 }, (_, at) => choice(`line${at + 1}`, `${at + 1} 路`, `Line ${at + 1}`));

/**
 * An invented questionnaire with every kind of question that a citizen can meet. Not the one of the API's specs: these
 * words are looked for on the screen, those codes in the stored answers.
 */
const entries: DesignEntry[] = [
  {
    type: 'note',
    code: 'welcome',
    text: said(
      '这份问卷问你最近两个月对出行和公共服务的感受。\n想到什么就答什么，没有对错。',
      'This questionnaire asks what you have met with in getting about and in public services over the last two months.\nThere are no wrong answers.',
    ),
  },
  {
    type: 'consent',
    code: 'agree',
    text: said('你愿意参加吗？', 'Will you take part?'),
    hint: said('随时可以退出，退出就不提交', 'You may leave at any time, and then nothing is sent'),
    required: true,
  },
  {
    type: 'single',
    code: 'resident',
    text: said('你在本市住满半年了吗？', 'Have you lived in the city for half a year?'),
    list: 'yesNo',
    screensOut: ['no'],
    required: true,
  },
  {
    type: 'region',
    code: 'home',
    text: said('你住在哪里？', 'Where do you live?'),
    weightingRole: 'area',
    required: true,
    levels: [
      { code: 'district', text: said('区', 'District'), list: 'districts' },
      { code: 'street', text: said('街道', 'Street'), list: 'streets' },
      { code: 'community', text: said('社区', 'Community'), list: 'communities' },
    ],
  },
  {
    type: 'integer',
    code: 'age',
    text: said('你今年多少岁？', 'How old are you?'),
    required: true,
    constraint: { expression: '. >= 0 and . <= 120', message: said('年龄是 0 到 120', 'An age is 0 to 120') },
    warning: { expression: '. <= 100', message: said('超过 100 岁', 'Over 100 years') },
  },
  { type: 'calculated', code: 'adult', text: said('成年', 'Adult'), calculation: `if(\${age} >= 18, 'yes', 'no')` },
  {
    type: 'multiple',
    code: 'ways',
    text: said('你平时怎么出门？', 'How do you get about?'),
    list: 'ways',
    exclusive: ['none'],
    atMost: 3,
    isShuffled: true,
    required: true,
  },
  {
    type: 'single',
    code: 'line',
    text: said('你最常坐哪一路公交？', 'Which bus line do you take most?'),
    list: 'lines',
    relevant: `selected(\${ways}, 'bus')`,
  },
  {
    type: 'rank',
    code: 'wishes',
    text: said('公交最该改进的是哪三样？', 'Which three things should the buses mend first?'),
    list: 'wishes',
    top: 3,
    required: true,
    requiredMessage: said('排出三样再往下走', 'Place three before you go on'),
  },
  {
    type: 'group',
    code: 'judged',
    isShuffled: true,
    entries: [
      {
        type: 'satisfaction',
        code: 'streets',
        text: said('最近两个月，你对市城市管理局的工作满意吗？', 'Are you satisfied with the city management bureau?'),
        hint: said('包括市容环境、占道经营、垃圾清运', 'Streets, stalls, rubbish'),
        subject: said('市城市管理局', 'the city management bureau'),
        scale: 'five',
        offers: ['dontKnow', 'refused'],
        indicator: { code: 'IND-streets', version: 1 },
        required: true,
      },
      {
        type: 'grid',
        code: 'services',
        text: said('你对下面这些服务满意吗？', 'Are you satisfied with these services?'),
        scale: 'five',
        offers: ['dontKnow', 'refused'],
        rows: [
          { code: 'water', text: said('供水', 'Water'), indicator: { code: 'IND-water', version: 1 } },
          { code: 'lamps', text: said('路灯', 'Street lamps'), indicator: { code: 'IND-lamps', version: 1 } },
        ],
        required: true,
      },
    ],
  },
  {
    type: 'decimal',
    code: 'spend',
    text: said('上个月坐公交花了多少钱（元）？', 'What did you spend on buses last month (yuan)?'),
    relevant: `selected(\${ways}, 'bus')`,
  },
  {
    type: 'date',
    code: 'since',
    text: said('你上一次坐公交是哪一天？', 'When did you last take a bus?'),
    constraint: { expression: '. <= today()', message: said('不能晚于今天', 'Not after today') },
  },
  {
    type: 'text',
    code: 'stop',
    text: said('离你家最近的站叫什么？', 'What is the stop nearest to you called?'),
    maxLength: 12,
  },
  {
    type: 'text',
    code: 'wish',
    text: said(`关于\${line}，最想解决的一件事是什么？`, `About \${line}: the one thing to mend first?`),
    relevant: `\${line} != ''`,
    maxLength: 200,
    isLong: true,
  },
  {
    type: 'site',
    code: 'point',
    text: said('你扫的码旁边写着什么编号？', 'What code stands beside the one you scanned?'),
  },
  { type: 'hidden', code: 'source', text: said('来源', 'Source'), initial: 'poster' },
  { type: 'photo', code: 'picture', text: said('拍一张站台', 'A picture of the stop') },
  { type: 'shift', code: 'turn', text: said('班次', 'Shift'), isInterviewerOnly: true },
];

export function designFixture(more: DesignItem[] = []): QuestionnaireDesign {
  const { title, marks, levels, missing } = questionnaireFixture();
  return {
    format: 'minsheng-questionnaire/2',
    code: 'travel',
    version: 3,
    title,
    marks,
    scales: [{ code: 'five', levels }],
    missing,
    lists: [
      { code: 'yesNo', choices: [choice('yes', '住满了', 'Yes'), choice('no', '没有', 'No')] },
      {
        code: 'districts',
        choices: [choice('east', '东城区', 'East'), choice('west', '西城区', 'West')],
      },
      {
        code: 'streets',
        choices: [
          choice('e1', '东关街道', 'East Gate', 'east'),
          choice('w1', '西关街道', 'West Gate', 'west'),
          choice('w2', '湖滨街道', 'Lakeside', 'west'),
        ],
      },
      {
        code: 'communities',
        choices: [
          choice('e1a', '东关社区', 'East Gate community', 'e1'),
          choice('w1a', '西关社区', 'West Gate community', 'w1'),
          choice('w2a', '湖滨社区', 'Lakeside community', 'w2'),
          choice('w2b', '新湖社区', 'New Lake community', 'w2'),
        ],
      },
      {
        code: 'ways',
        choices: [
          choice('bus', '公交', 'Bus'),
          choice('bike', '自行车', 'Bicycle'),
          choice('car', '开车', 'Car'),
          choice('foot', '走路', 'On foot'),
          { ...choice('none', '都不是', 'None of these'), isAnchored: true },
        ],
      },
      { code: 'lines', choices: lines },
      {
        code: 'wishes',
        choices: [
          choice('often', '班次多一些', 'More buses'),
          choice('late', '末班晚一些', 'Later last bus'),
          choice('clean', '车里干净', 'Cleaner buses'),
          choice('seats', '座位多一些', 'More seats'),
          choice('shelter', '站台有雨棚', 'Shelters at stops'),
        ],
      },
    ],
    entries: [...entries, ...more],
  };
}
