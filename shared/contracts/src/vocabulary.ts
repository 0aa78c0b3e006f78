import type { LocalisedText } from './text.js';

/** A closed list of codes with their labels, said once for server, phone, console and public page. */
type Vocabulary<Code extends string> = Readonly<Record<Code, LocalisedText>>;

/** Who acts (角色). */
export const roles = {
  CITIZEN: { zh: '市民', en: 'Citizen' },
  INTERVIEWER: { zh: '访问员', en: 'Interviewer' },
  SUPERVISOR: { zh: '特约监督员', en: 'Supervisor' },
  INSPECTOR: { zh: '督查员', en: 'Inspector' },
  STAT_DESIGNER: { zh: '统计员', en: 'Statistics designer' },
  STAT_REVIEWER: { zh: '统计复核', en: 'Statistics reviewer' },
  UNIT_OFFICER: { zh: '单位经办', en: 'Unit officer' },
  UNIT_LEADER: { zh: '单位负责人', en: 'Unit leader' },
  AREA_OFFICER: { zh: '属地经办', en: 'Area officer' },
  OFFICE_CLERK: { zh: '创建办经办', en: 'Office clerk' },
  OFFICE_DIRECTOR: { zh: '创建办主任', en: 'Office director' },
  MEETING_CHAIR: { zh: '会议召集人', en: 'Meeting chair' },
  EDITOR: { zh: '编辑', en: 'Editor' },
  MEDIA: { zh: '媒体', en: 'Media' },
  DISCIPLINE: { zh: '纪检联络员', en: 'Discipline liaison' },
  AUDITOR: { zh: '审计', en: 'Auditor' },
  ADMIN: { zh: '平台管理员', en: 'Administrator' },
} as const satisfies Vocabulary<string>;
export type Role = keyof typeof roles;

/** What a unit is (单位性质). */
export const unitKinds = {
  COMMAND: { zh: '指挥部', en: 'Command headquarters' },
  OFFICE: { zh: '办公室', en: 'Office' },
  TEAM: { zh: '工作组', en: 'Team' },
  TERRITORIAL: { zh: '属地政府', en: 'Territorial government' },
  DEPARTMENT: { zh: '部门', en: 'Department' },
  SECOND_TIER: { zh: '二级机构', en: 'Second-tier agency' },
  TOWN: { zh: '乡镇街道', en: 'Town or street office' },
  COMMUNITY: { zh: '社区(村)', en: 'Community' },
  GRID_GROUP: { zh: '网格(小组)', en: 'Grid or residents’ group' },
  WINDOW: { zh: '窗口单位', en: 'Service window' },
  RESIDENT: { zh: '驻地单位', en: 'Resident unit' },
} as const satisfies Vocabulary<string>;
export type UnitKind = keyof typeof unitKinds;

/** Why a unit stands outside the ranking (不排名的原因). */
export const withheldReasons = {
  'few-respondents': { zh: '评价人数不足', en: 'too few respondents' },
  'few-effective-respondents': { zh: '有效样本量不足', en: 'effective sample too small' },
  'few-sampling-units': { zh: '抽样点太少', en: 'too few sampling units' },
  'one-sampling-unit-dominates': { zh: '单个抽样点占比过大', en: 'one sampling unit weighs too much' },
  'no-sampling-variation': { zh: '没有抽样变异', en: 'no sampling variation' },
  'interval-too-wide': { zh: '区间太宽', en: 'interval too wide' },
  'little-weight-publishable': { zh: '可公布的指标份额不足六成', en: 'under 60 % of the score can be published' },
  'online-only': { zh: '只有网上答卷，没有面访', en: 'online answers only, no interviews' },
} as const satisfies Vocabulary<string>;

/** Stages of a poll as people say them (期次阶段). */
export const pollStageNames = {
  IMPORTED: { zh: '已导入', en: 'Brought in' },
  WEIGHTED: { zh: '已加权', en: 'Weighted' },
  RANKED: { zh: '已排名', en: 'Ranked' },
  DRAFT: { zh: '方案编制', en: 'Drafting the plan' },
  PLAN_REVIEW: { zh: '方案审核', en: 'Plan under review' },
  PLAN_APPROVED: { zh: '方案已批准', en: 'Plan approved' },
  PLAN_PUBLIC: { zh: '方案已公布', en: 'Plan public' },
  FIELDWORK: { zh: '外业进行中', en: 'Fieldwork' },
  PAUSED: { zh: '外业暂停', en: 'Paused' },
  SYNC_GRACE: { zh: '等待补传', en: 'Late uploads' },
  CLEANING: { zh: '清洗', en: 'Cleaning' },
  WEIGHTING: { zh: '待加权', en: 'To be weighted' },
  SCORED: { zh: '待封存', en: 'To be sealed' },
  SEALED: { zh: '已封存', en: 'Sealed' },
  RELEASED: { zh: '已公布', en: 'Released' },
  ARCHIVED: { zh: '已归档', en: 'Archived' },
  CANCELLED: { zh: '已取消', en: 'Cancelled' },
} as const satisfies Vocabulary<string>;

/** Why an answer is held (质检标记). */
export const flagNames = {
  TOO_FAST: { zh: '答题过快', en: 'Too fast' },
  STRAIGHT_LINE: { zh: '全选同一项', en: 'Straight line' },
  BURST: { zh: '短时集中且雷同', en: 'Burst of equal answers' },
} as const satisfies Vocabulary<string>;
