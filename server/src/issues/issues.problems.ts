import { catalogue, type Problem, type ProblemDetails, translateConstraint } from '../platform/index.js';
import type { MoveFault } from './issue.lifecycle.js';

export const issueProblems = catalogue('issues', {
  'not-in-state': {
    status: 409,
    zh: '问题 {number} 现在是“{state}”，不能这样操作。',
    en: 'Issue {number} is {state}; this cannot be done to it.',
  },
  'not-yours': {
    status: 403,
    zh: '这件事由另一个单位负责，不能由你单位操作。',
    en: 'Another unit answers for this; yours cannot do it.',
  },
  'own-work': {
    status: 403,
    zh: '承办单位不能核查、重开自己办的问题，请由另一单位的人核查。',
    en: 'The unit that handled it neither checks nor reopens it; somebody of another unit must.',
  },
  'decision-is-binding': {
    status: 409,
    zh: '办公室已经裁定由你单位承办，不能再退回。',
    en: 'The office has decided that it is yours; it cannot be refused any more.',
  },
  'office-decides': {
    status: 409,
    zh: '已经退回 {refusals} 次，由办公室裁定承办单位。',
    en: 'It was refused {refusals} times; the office decides whose it is.',
  },
  'no-extension-left': {
    status: 409,
    zh: '延期次数已用完（最多 {most} 次）。',
    en: 'No extension is left; there are {most} at most.',
  },
  'past-due': {
    status: 409,
    zh: '已经超过时限，只能在到期以前申请延期。',
    en: 'It is past due; an extension is asked for before that.',
  },
  'no-higher-tier': {
    status: 409,
    zh: '问题库没有更高的级别，不能提级。',
    en: 'The library has no higher tier.',
  },
  'tier-skipped': {
    status: 422,
    zh: '只能逐级提交：现在是第 {tier} 级，只能提到第 {next} 级。',
    en: 'No tier is skipped: from tier {tier} it goes to tier {next}.',
  },
  'no-carry-over': {
    status: 409,
    zh: '“{grade}”问题不能跨年挂账。',
    en: 'An issue of this grade ({grade}) is not carried over.',
  },
  'too-late-to-reopen': {
    status: 409,
    zh: '办结已超过 {days} 天，不能重开；如果又出现，请重新上报。',
    en: 'It was closed more than {days} days ago and is not reopened; report it anew.',
  },
  'fix-missing': {
    status: 422,
    zh: '五定不全，缺少：{zh}。',
    en: 'The five fixes are not complete; missing: {en}.',
  },
  'successor-missing': {
    status: 422,
    zh: '首接负责：退回时必须指明应由哪个单位承办。',
    en: 'First contact answers: whoever refuses names the unit whose it is.',
  },
  'no-such-unit': { status: 422, zh: '没有这个单位，或单位已撤销。', en: 'There is no such standing unit.' },
  'same-unit': {
    status: 422,
    zh: '不能指明现在的承办单位自己。',
    en: 'The unit that has it now cannot be named.',
  },
  'office-handles-nothing': {
    status: 422,
    zh: '指挥部和办公室负责派遣和核查，不能作承办单位。',
    en: 'Headquarters and office dispatch and check; they cannot be the handling unit.',
  },
  'support-leads': {
    status: 422,
    zh: '同一个单位不能既牵头又配合。',
    en: 'One unit does not lead and support at once.',
  },
  'unknown-grade': { status: 422, zh: '没有“{grade}”这个等级。', en: 'There is no grade {grade}.' },
  'unknown-class': { status: 422, zh: '没有“{class}”这个类型。', en: 'There is no class {class}.' },
  'due-in-the-past': { status: 422, zh: '时限必须晚于现在。', en: 'The due date must lie ahead.' },
  'due-not-a-working-day': {
    status: 422,
    zh: '时限要落在工作日，{day} 不是工作日。',
    en: 'A due date is a working day; {day} is none.',
  },
  'due-after-limit': {
    status: 422,
    zh: '“{grade}”问题最迟 {limit} 办结，时限不能更晚。',
    en: 'An issue of this grade ({grade}) is due by {limit} at the latest.',
  },
  'extension-too-long': {
    status: 422,
    zh: '延期最多到 {limit}，不超过原来的时限长度。',
    en: 'An extension reaches until {limit} at the latest, the length first given.',
  },
  'due-not-later': {
    status: 422,
    zh: '新的时限必须晚于原来的时限。',
    en: 'The new due date must be later than the old one.',
  },
  'not-one-level-below': {
    status: 422,
    zh: '交办要一级抓一级：只能交给直接的下一级单位。',
    en: 'It is handed on one level at a time, to a unit directly below.',
  },
  'due-after-parent': {
    status: 422,
    zh: '交办的时限不能晚于自己的时限。',
    en: 'What is handed on is due no later than the issue itself.',
  },
  'after-photo-missing': {
    status: 422,
    zh: '整改回复要有至少一张整改后的照片。',
    en: 'The reply needs at least one picture taken afterwards.',
  },
  'after-photo-too-early': {
    status: 422,
    zh: '照片是派遣以前拍的，请到现场重新拍。',
    en: 'The picture was taken before the assignment; take one now.',
  },
  'after-photo-elsewhere': {
    status: 422,
    zh: '拍照的地方离问题地点 {metres} 米，要在 {most} 米以内。',
    en: 'The picture was taken {metres} m from the place; {most} m is the most.',
  },
  'after-photo-nowhere': {
    status: 422,
    zh: '不知道照片在哪里拍的，请打开定位再试。',
    en: 'Nobody knows where the picture was taken; allow the location and try again.',
  },
  'photo-seen-before': {
    status: 422,
    zh: '这张照片以前已经用过，请重新拍。',
    en: 'This picture has been used before; take a new one.',
  },
  'visit-needed': {
    status: 422,
    zh: '急难、重大和重开的问题要到现场核查。',
    en: 'What is urgent, major or reopened is checked on the spot.',
  },
  'reason-missing': { status: 422, zh: '核查不通过要写明原因。', en: 'A failed check needs a reason.' },
  'photo-missing': { status: 422, zh: '请附上一张现场照片。', en: 'A picture from the spot is needed.' },
  'not-mergeable': {
    status: 409,
    zh: '不能并案：只能并入 {metres} 米以内、同一类别、还没有办结的问题。',
    en: 'It cannot be followed together: only an open issue of the same category within {metres} m.',
  },
  'outside-your-area': {
    status: 403,
    zh: '地点不在你单位辖区内。',
    en: 'The place is not in your area.',
  },
  'asked-by-yourself': {
    status: 403,
    zh: '不能审批自己提出的延期。',
    en: 'Nobody decides the extension they asked for.',
  },
  moved: {
    status: 409,
    zh: '刚刚有人办过这件问题，请刷新再试。',
    en: 'Somebody has just moved this issue; reload and try again.',
  },
});

/** What the table of moves refuses, in words. */
export function problemOfFault(fault: Exclude<MoveFault, 'not-permitted'>, details: ProblemDetails): Problem {
  return issueProblems[fault](details);
}

translateConstraint('ck_issue_verification_other_unit', { problem: () => issueProblems['own-work']() });
translateConstraint('uq_issue_verification_once', {
  columns: 'issue_verification.rectification_id',
  problem: () => issueProblems.moved(),
});
translateConstraint('uq_issue_transfer_open', {
  columns: 'issue_transfer.issue_id',
  problem: () => issueProblems.moved(),
});
translateConstraint('uq_issue_extension_open', {
  columns: 'issue_extension.issue_id',
  problem: () => issueProblems.moved(),
});
translateConstraint('ck_issue_extension_two_persons', { problem: () => issueProblems['asked-by-yourself']() });
translateConstraint('ck_issue_extension_before_due', { problem: () => issueProblems['past-due']() });
