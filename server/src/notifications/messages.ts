import type { LocalisedText } from '@minsheng/contracts';
import type { LedgerLink } from '../platform/index.js';

/** What a ledger entry has to tell somebody. */
export interface MessageDraft {
  /** `citizen:<id>` or `unit:<id>`. */
  recipient: string;
  title: LocalisedText;
  body: LocalisedText;
  subject: string;
  /**
   * Whether it may use up a consent: a `result` the last one, a `step` only one of several, so that the result is still
   * told; null: it stays in the inbox.
   */
  outside: 'result' | 'step' | null;
}

interface Wording {
  title: LocalisedText;
  /** `{number}`, `{category}` and `{due}` are filled in. */
  body: LocalisedText;
}

const toCitizens: Readonly<Record<string, Wording & { outside: 'result' | 'step' }>> = {
  'reports.accepted': {
    title: { zh: '已受理', en: 'Accepted' },
    body: {
      zh: '您的上报 {number} 已受理，正在安排处置。',
      en: 'Your report {number} was accepted and is being dispatched.',
    },
    outside: 'step',
  },
  'reports.merged': {
    title: { zh: '已并案', en: 'Followed together' },
    body: {
      zh: '您的上报 {number} 与同一问题一并处置，结果会告诉您。',
      en: 'Your report {number} is followed together with the same matter; you will hear the result.',
    },
    outside: 'step',
  },
  'reports.rejected': {
    title: { zh: '不予受理', en: 'Not accepted' },
    body: {
      zh: '您的上报 {number} 没有受理，原因和可以去的地方在进度里；7 天内可以申诉一次。',
      en: 'Your report {number} was not accepted; the reason and where to go instead are on its page. You may appeal once.',
    },
    outside: 'result',
  },
  'reports.info-asked': {
    title: { zh: '请补充情况', en: 'More is asked for' },
    body: {
      zh: '您的上报 {number} 需要补充，请在 72 小时内回复。',
      en: 'More is asked for about your report {number}; please answer within 72 hours.',
    },
    outside: 'result',
  },
  'reports.resolved': {
    title: { zh: '已核查解决', en: 'Fixed and checked' },
    body: {
      zh: '您的上报 {number} 已经办结并由另一单位核查，请评价；没修好也请告诉我们。',
      en: 'Your report {number} was fixed and checked by another unit. Please rate it, or say that it is not fixed.',
    },
    outside: 'result',
  },
  'reports.lapsed': {
    title: { zh: '逾期未补充', en: 'Lapsed' },
    body: {
      zh: '您的上报 {number} 没有收到补充，已经结束；可以重新上报。',
      en: 'Nothing more came for your report {number}, so it has ended; you may report anew.',
    },
    outside: 'result',
  },
};

const toUnits: Readonly<Record<string, Wording>> = {
  'issues.assigned': {
    title: { zh: '新派问题，请签收', en: 'New issue: please sign' },
    body: { zh: '{number}（{category}），{due} 到期。', en: '{number} ({category}), due {due}.' },
  },
  'issues.returned': {
    title: { zh: '核查不通过，退回整改', en: 'Check failed: back to you' },
    body: { zh: '{number}（{category}），{due} 到期。', en: '{number} ({category}), due {due}.' },
  },
  'issues.reopened': {
    title: { zh: '问题重开，请签收', en: 'Reopened: please sign' },
    body: { zh: '{number}（{category}）没有解决，{due} 到期。', en: '{number} ({category}) is not fixed; due {due}.' },
  },
  'issues.extension-decided': {
    title: { zh: '延期申请已批复', en: 'Extension decided' },
    body: { zh: '{number}（{category}），{due} 到期。', en: '{number} ({category}), due {due}.' },
  },
  'issues.transfer-decided': {
    title: { zh: '承办单位已确定', en: 'It is decided whose it is' },
    body: {
      zh: '{number}（{category}）由你单位承办，{due} 到期，请签收。',
      en: '{number} ({category}) is yours, due {due}: please sign.',
    },
  },
  'issues.carried-over': {
    title: { zh: '问题已挂账', en: 'Carried over' },
    body: { zh: '{number}（{category}），新时限 {due}。', en: '{number} ({category}), now due {due}.' },
  },
  'issues.overdue': {
    title: { zh: '已超期', en: 'Overdue' },
    body: { zh: '{number}（{category}）应在 {due} 以前办结。', en: '{number} ({category}) was due {due}.' },
  },
};

const reminders: Readonly<Record<string, LocalisedText>> = {
  SIGN: { zh: '一个工作日没有签收', en: 'Not signed for in a working day' },
  HALF: { zh: '时限已过一半', en: 'Half of the time is gone' },
  DAY: { zh: '还有 24 小时', en: '24 hours are left' },
  DUE: { zh: '现在到期', en: 'Due now' },
};
const reminded: LocalisedText = { zh: '{number}（{category}），{due} 到期。', en: '{number} ({category}), due {due}.' };

const asked: Wording = {
  title: { zh: '请确认是否由你单位承办', en: 'Asked to take over' },
  body: {
    zh: '{number}（{category}）被指为你单位的事，请确认或说明。',
    en: '{number} ({category}) is said to be yours: take it over or say whose it is.',
  },
};
const delegated: Wording = {
  title: { zh: '上级交办', en: 'Handed on to you' },
  body: { zh: '{number}（{category}），{due} 以前完成。', en: '{number} ({category}), to be done by {due}.' },
};

/** The message of a ledger entry; null where there is nobody to hear it (a report by telephone has no account). */
export function messageOf(entry: Pick<LedgerLink, 'action' | 'subject' | 'payload'>): MessageDraft | null {
  const { action, subject, payload } = entry;
  const citizen = toCitizens[action];
  if (citizen) {
    const { citizenId } = payload;
    if (typeof citizenId !== 'string') return null;
    const { title, body, outside } = citizen;
    return { recipient: `citizen:${citizenId}`, title, body: fill(body, payload, null), subject, outside };
  }
  const { unit, title, body, due } = toUnit(action, payload);
  if (typeof unit !== 'string') return null;
  return { recipient: `unit:${unit}`, title, body: fill(body, payload, due), subject, outside: null };
}

function toUnit(action: string, payload: LedgerLink['payload']): Wording & { unit: unknown; due: unknown } {
  if (action === 'issues.transfer-asked') return { ...asked, unit: payload.successorId, due: payload.dueAt };
  if (action === 'issues.delegated') return { ...delegated, unit: payload.delegateId, due: payload.delegateDueAt };
  const { unitId: unit, dueAt: due } = payload;
  if (action === 'issues.reminded') {
    const title = reminders[String(payload.kind)];
    if (!title) throw new Error(`there is no reminder ${String(payload.kind)}`);
    return { title, body: reminded, unit, due };
  }
  const wording = toUnits[action];
  if (!wording) throw new Error(`nothing is told of ${action}`);
  return { ...wording, unit, due };
}

function fill({ zh, en }: LocalisedText, payload: LedgerLink['payload'], due: unknown): LocalisedText {
  const category = payload.category as LocalisedText | undefined;
  const filled = (sentence: string, language: keyof LocalisedText): string =>
    sentence
      .replace('{number}', String(payload.number))
      .replace('{category}', category?.[language] ?? '—')
      .replace('{due}', typeof due === 'string' ? clockOf(due) : '—');
  return { zh: filled(zh, 'zh'), en: filled(en, 'en') };
}

/** `2026-01-14 18:00`, on the city's clock. */
function clockOf(instant: string): string {
  return new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
