import type { IssueMove, ReportState } from '@minsheng/contracts';

/** What a button does: a move of the server, and for checks the two answers apart. */
export type IssueAct = Exclude<IssueMove, 'verify'> | 'pass' | 'fail';

/** The order in which work goes on; the first that is allowed is the page's one primary button. */
const order: readonly IssueAct[] = [
  'pass',
  'decide-transfer',
  'decide-extension',
  'assign',
  'triage',
  'sign',
  'accept-transfer',
  'start',
  'rectify',
];
/** Beside it, as buttons of their own. */
const beside: readonly IssueAct[] = ['fail', 'refuse', 'ask-extension', 'rectify', 'triage', 'delegate'];

export interface Offered {
  primary: IssueAct | null;
  secondary: IssueAct[];
  /** Behind “more”: what is rare or cannot be taken back. */
  more: IssueAct[];
}

/** The buttons for what the server allows this person to do now. */
export function offered(may: readonly IssueMove[]): Offered {
  const acts = new Set(may.flatMap((move): IssueAct[] => (move === 'verify' ? ['pass', 'fail'] : [move])));
  const primary = order.find((act) => acts.has(act)) ?? null;
  const ordinary = beside.filter((act) => acts.has(act) && act !== primary).slice(0, 2);
  // With nothing to begin with, the rare ones are not hidden either.
  const secondary = primary === null && ordinary.length === 0 ? [...acts].slice(0, 2) : ordinary;
  const more = [...acts].filter((act) => act !== primary && !secondary.includes(act));
  return { primary, secondary, more };
}

/** Acts done by one click: nothing is asked that the server does not know. */
export const isOneClick = (act: IssueAct): act is 'sign' | 'accept-transfer' =>
  act === 'sign' || act === 'accept-transfer';

/** Work that a director alone decides, or that strikes something off: it is asked for with a warning. */
export const isGrave = (act: IssueAct) => act === 'dismiss' || act === 'fail';

export type ReportAct = 'pass' | 'accept' | 'reject' | 'ask-info' | 'recategorise' | 'merge';

/**
 * What the desk may do with a report (SM-7). The server judges again: another clerk than the one who rejected decides
 * an appeal.
 */
export function reportActs(
  { state, mergeable }: { state: ReportState; mergeable: readonly unknown[] },
  mayDecide: boolean,
): ReportAct[] {
  if (!mayDecide) return [];
  switch (state) {
    case 'SUBMITTED':
    case 'HELD':
      return ['pass', 'reject'];
    case 'PENDING':
      return ['accept', 'reject', 'ask-info', 'recategorise', ...(mergeable.length > 0 ? (['merge'] as const) : [])];
    case 'NEED_INFO':
    case 'ACCEPTED':
    case 'MERGED':
    case 'REJECTED':
    case 'WITHDRAWN':
    case 'LAPSED':
    case 'RESOLVED':
    case 'RATED':
      return [];
  }
}
