import { catalogue, translateConstraint } from '../platform/index.js';

export const questionnaireProblems = catalogue('questionnaires', {
  'not-found': { status: 404, zh: '没有找到这份问卷。', en: 'There is no such questionnaire.' },
  'code-taken': {
    status: 409,
    zh: '这个问卷代码已经有了，请换一个。',
    en: 'Another questionnaire has this code; choose another one.',
  },
  'not-in-bank': {
    status: 422,
    zh: '问卷库里没有要复制的问卷、版本或测评期次。',
    en: 'What should be copied is not in the bank: there is no such questionnaire, version or poll.',
  },
  'changed-elsewhere': {
    status: 409,
    zh: '这份问卷刚刚在别处改过，请先取回最新的草稿再保存。',
    en: 'The questionnaire was changed elsewhere a moment ago; fetch the newest draft before you save.',
  },
  'no-draft': {
    status: 409,
    zh: '这份问卷没有草稿，先改动并保存。',
    en: 'The questionnaire has no draft; change and save it first.',
  },
  'has-errors': {
    status: 422,
    zh: '问卷还有 {count} 处错误，请先改正。第一处：{firstZh}',
    en: 'The questionnaire has {count} errors that must be mended first. The first: {firstEn}',
  },
  'scenario-failed': {
    status: 422,
    zh: '答题脚本 {codes} 的结果和录制时不一样，核对之后才能发布。',
    en: 'What comes of these answer scripts is no longer what was recorded: {codes}. Look into it before publishing.',
  },
  unacknowledged: {
    status: 422,
    zh: '{items} 在原来的工作簿里重复提问，这里只问一遍；确认之后才能发布。',
    en: 'The workbook repeats the questions of {items}; here they are asked once. Acknowledge it before publishing.',
  },
  expired: {
    status: 422,
    zh: '调查表的有效期到 {validUntil} 为止，已过期，不能发布。',
    en: 'The form was valid until {validUntil} and has expired; it cannot be published.',
  },
  'too-complex': {
    status: 422,
    zh: '这份问卷题目或条件太多，检查超时，请先简化。',
    en: 'The questionnaire has too many questions or conditions to check; simplify it first.',
  },
  'too-many-options': {
    status: 422,
    zh: '各题的选项加起来有 {options} 个，超过 {most} 个，印不成表。',
    en: 'The questions have {options} options in all; more than {most} cannot be written out.',
  },
  'workbook-refused': {
    status: 422,
    zh: '工作簿没有导入。{placeZh}{reasonZh}',
    en: 'The workbook was not imported. {placeEn}{reasonEn}',
  },
  'scenario-twice': {
    status: 422,
    zh: '有两个答题脚本都叫 {code}，代码不能重复。',
    en: 'Two answer scripts have the code {code}; each needs one of its own.',
  },
  'scenario-instant': {
    status: 422,
    zh: '答题脚本 {code} 的时间不对。',
    en: 'The answer script {code} names no instant.',
  },
  'no-file': {
    status: 400,
    zh: '没有收到文件，请选择 .xlsx 或 .json 文件。',
    en: 'No file was received; choose an .xlsx or .json file.',
  },
  'file-too-large': {
    status: 413,
    zh: '文件太大，不能超过 {megabytes} MB。',
    en: 'The file is larger than {megabytes} MB.',
    headers: () => ({ connection: 'close' }),
  },
  'file-unreadable': {
    status: 400,
    zh: '这不是问卷文件，没有导入。请选择 XLSForm 工作簿（.xlsx）或问卷设计（.json）。',
    en: 'This is no questionnaire; nothing was imported. Choose an XLSForm workbook (.xlsx) or a design (.json).',
  },
  'design-refused': {
    status: 422,
    zh: '问卷设计的 {path} 处有误：{faultZh}',
    en: 'The design is not acceptable at {path}: {faultEn}',
  },
});

translateConstraint('uq_questionnaire_code', {
  columns: 'questionnaire.code',
  problem: () => questionnaireProblems['code-taken'](),
});
