import { catalogue, translateConstraint } from '../platform/index.js';

export const organisationProblems = catalogue('organisation', {
  'code-taken': {
    status: 409,
    zh: '这个编码已经有单位在用，编码不能重复。',
    en: 'Another unit already has this code; codes are never used twice.',
  },
  'group-code-taken': { status: 409, zh: '这个分组编码已经有了。', en: 'Another group already has this code.' },
  'no-such-level': {
    status: 422,
    zh: '没有第 {levelRank} 级，请先在方案里设置层级。',
    en: 'There is no level {levelRank}; set up the levels in the scheme first.',
  },
  'levels-not-contiguous': {
    status: 422,
    zh: '层级必须从 1 开始，依次编号，中间不能空。',
    en: 'Levels must be numbered 1, 2, 3 … without a gap.',
  },
  'level-in-use': {
    status: 409,
    zh: '还有单位在这一级，不能去掉。',
    en: 'Units still stand on this level; it cannot be removed.',
  },
  'level-not-below-parent': {
    status: 422,
    zh: '单位的层级必须低于上级单位。',
    en: 'A unit must stand on a lower level than its parent.',
  },
  'below-itself': {
    status: 422,
    zh: '不能把单位移到它自己或它的下级下面。',
    en: 'A unit cannot be moved below itself or below one of its own units.',
  },
  'other-not-standing': {
    status: 409,
    zh: '上级或接收单位已经合并或撤销。',
    en: 'The parent or receiving unit has been merged or closed.',
  },
  'into-itself': { status: 422, zh: '单位不能并入自己。', en: 'A unit cannot be merged into itself.' },
  'resident-incomplete': {
    status: 422,
    zh: '驻地单位必须同时填写属地单位和主管单位。',
    en: 'A resident unit needs both a territorial unit and a superior.',
  },
  'not-in-this-state': {
    status: 409,
    zh: '单位现在的状态不能这样做。',
    en: 'The unit’s present state does not allow this.',
  },
  'no-officer': {
    status: 409,
    zh: '启用前至少要有一名经办人。',
    en: 'A unit needs at least one officer before it becomes active.',
  },
  'has-standing-units': {
    status: 409,
    zh: '下面还有没撤销的单位，请先移走或撤销。',
    en: 'Units below it still stand; move or close them first.',
  },
  'not-yet': {
    status: 422,
    zh: '生效时间还没到，请在生效当天登记。',
    en: 'This has not taken effect yet; register it on the day it does.',
  },
  'before-its-time': { status: 422, zh: '时间早于单位成立。', en: 'The time lies before the unit existed.' },
  'lead-taken': {
    status: 409,
    zh: '这个单位在这段时间已经有一名主要负责人。',
    en: 'This unit already has a lead in that time.',
  },
  'period-reversed': { status: 422, zh: '结束时间不能早于开始时间。', en: 'The end lies before the beginning.' },
  'already-grouped': {
    status: 409,
    zh: '同一用途下，一个单位同一时间只能在一个分组里。',
    en: 'For one purpose a unit belongs to one group at a time.',
  },
  'no-file': {
    status: 400,
    zh: '没有收到文件，请选择 CSV 或 XLSX 文件。',
    en: 'No file was received; choose a CSV or XLSX file.',
  },
  'file-unreadable': { status: 400, zh: '文件打不开：{zh}', en: 'The file cannot be opened: {en}' },
  'import-refused': {
    status: 422,
    zh: '文件有 {faultCount} 处问题，一条也没有导入。',
    en: 'The file has {faultCount} faults; nothing was imported.',
  },
});

translateConstraint('uq_unit_code', { columns: 'unit.code', problem: () => organisationProblems['code-taken']() });
translateConstraint('uq_unit_group_code', {
  columns: 'unit_group.code',
  problem: () => organisationProblems['group-code-taken'](),
});
translateConstraint('uq_seat_lead', { columns: 'seat.unit_id', problem: () => organisationProblems['lead-taken']() });
translateConstraint('uq_group_membership_open', {
  columns: 'group_membership.unit_id, group_membership.purpose',
  problem: () => organisationProblems['already-grouped'](),
});
translateConstraint('ck_unit_resident', { problem: () => organisationProblems['resident-incomplete']() });
translateConstraint('ck_seat_period', { problem: () => organisationProblems['period-reversed']() });
translateConstraint('ck_group_membership_period', { problem: () => organisationProblems['period-reversed']() });
