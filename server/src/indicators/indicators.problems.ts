import { catalogue, translateConstraint } from '../platform/index.js';

export const indicatorProblems = catalogue('indicators', {
  'not-in-state': {
    status: 409,
    zh: '指标 {code} 现在是“{state}”状态，不能这样操作。',
    en: 'Indicator {code} is {state}; this cannot be done to it.',
  },
  'not-the-proposer': {
    status: 403,
    zh: '只有提出人可以修改或提交这份草稿。',
    en: 'Only the proposer edits or submits the draft.',
  },
  'own-proposal': {
    status: 403,
    zh: '不能审批自己提出的指标，请由另一人审批。',
    en: 'Nobody approves their own indicator; another person must.',
  },
  'change-open': {
    status: 409,
    zh: '这个编码已有一份草稿或送审件，先办完再提新版本。',
    en: 'A draft or submission of this code is open; finish it before the next version.',
  },
  'anchor-task': {
    status: 422,
    zh: '临时指标必须挂在一项临时任务上，长期指标不能挂任务。',
    en: 'An ad-hoc indicator hangs on a temporary task, a long-term one on none.',
  },
  'wording-missing': {
    status: 422,
    zh: '名称和题面必须中英文都有。',
    en: 'Name and wording are needed in Chinese and English.',
  },
  'code-stays': {
    status: 422,
    zh: '指标编码不能改，它代表一个数据序列：{code}。',
    en: 'The code of an indicator stays, since it names a series: {code}.',
  },
  'weight-out-of-range': {
    status: 422,
    zh: '权重应在 0.01 到 100 之间，最多两位小数。',
    en: 'A weight lies between 0.01 and 100, with two decimals at most.',
  },
  'no-such-unit': { status: 422, zh: '没有编码为 {unit} 的单位。', en: 'There is no unit with the code {unit}.' },
  'unit-twice': { status: 422, zh: '单位 {unit} 的份额写了两次。', en: 'The share of unit {unit} is given twice.' },
  'not-a-department': {
    status: 422,
    zh: '份额只分给现有的部门，{unit} 不是。',
    en: 'Shares go to standing departments only; {unit} is none.',
  },
  'share-out-of-range': {
    status: 422,
    zh: '单位 {unit} 的份额应大于 0、不超过 1，最多四位小数。',
    en: 'The share of unit {unit} must be above 0 and at most 1, with four decimals at most.',
  },
  'area-has-shares': {
    status: 422,
    zh: '按属地归责的指标不分部门份额。',
    en: 'An indicator attributed by area has no department shares.',
  },
  'shares-not-one': {
    status: 422,
    zh: '部门份额合计 {sum}，与 1.0000 相差 {difference}。',
    en: 'Department shares sum to {sum}: {difference} from 1.0000.',
  },
  'not-one-lead': {
    status: 422,
    zh: '必须有且只有一个牵头单位，现在有 {leads} 个。',
    en: 'Exactly one unit leads; there are {leads}.',
  },
  'in-a-running-poll': {
    status: 409,
    zh: '这项指标正在一期测评里，封存之后才能停用。',
    en: 'A poll is running on this indicator; it retires once that poll is sealed.',
  },
});

translateConstraint('uq_indicator_open', {
  columns: 'indicator.code',
  problem: () => indicatorProblems['change-open'](),
});
// Two at once take the same revision: whichever constraint the database looks at first, the other's change is open.
translateConstraint('uq_indicator_revision', {
  columns: 'indicator.code, indicator.revision',
  problem: () => indicatorProblems['change-open'](),
});
translateConstraint('ck_indicator_anchor', { problem: () => indicatorProblems['anchor-task']() });
translateConstraint('ck_indicator_two_persons', { problem: () => indicatorProblems['own-proposal']() });
