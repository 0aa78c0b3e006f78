import { reportStates, textIn, type Language, type ReportEvent, type ReportState } from '@minsheng/contracts';
import type { Messages } from '../messages/index.js';
import { toneOfReport } from './timeline.js';

/** The word on a report's chip: the state's own name where it says more than the step. */
export function chipWord(
  { state, lastEvent }: { state: ReportState; lastEvent: Pick<ReportEvent, 'kind'> },
  { reports }: Messages,
  language: Language,
): string {
  if (state !== 'ACCEPTED' && state !== 'MERGED') return textIn(reportStates[state], language);
  if (lastEvent.kind === 'accepted' || lastEvent.kind === 'merged') return textIn(reportStates[state], language);
  const tone = toneOfReport(state, lastEvent.kind);
  return tone === 'paused' ? reports.states.handling : reports.states[tone];
}
