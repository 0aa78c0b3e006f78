import type { WorkingYearProposal, WorkingYearProposalView, WorkingYearsView } from '@minsheng/contracts';

import { change, read } from './request.js';

export const workingYearsPath = '/api/working-years';

export function readWorkingYears(signal?: AbortSignal): Promise<WorkingYearsView> {
  return read<WorkingYearsView>(workingYearsPath, signal);
}

export function proposeWorkingYear(proposal: WorkingYearProposal): Promise<WorkingYearProposalView> {
  return change<WorkingYearProposalView>('POST', workingYearsPath, proposal);
}

export type WorkingYearVerb = 'approve' | 'refuse';

/** By another person than the proposer. */
export function decideWorkingYear(id: string, verb: WorkingYearVerb): Promise<WorkingYearProposalView> {
  return change<WorkingYearProposalView>('POST', `${workingYearsPath}/${encodeURIComponent(id)}/${verb}`, {});
}
