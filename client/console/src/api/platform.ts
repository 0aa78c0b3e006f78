import type { CityView } from '@minsheng/contracts';

import { change, read } from './request.js';

export const cityPath = '/api/city';

export function readCity(signal?: AbortSignal): Promise<CityView> {
  return read<CityView>(cityPath, signal);
}

/** Moves the demonstration's business clock on; it never goes back. `to`: ISO instant. */
export function moveClock(to: string): Promise<{ now: string }> {
  return change<{ now: string }>('POST', '/api/demo/clock', { to });
}

/** One link of the hash chain. `sequence` counts 1, 2, 3 … without a gap. */
export interface LedgerEntry {
  sequence: number;
  id: string;
  at: string;
  actor: string;
  /** `room:id` of what it happened to. */
  subject: string;
  /** `room.what-happened` */
  action: string;
  payload: unknown;
  previousHash: string;
  hash: string;
}

export interface LedgerPage {
  /** Newest first. */
  entries: LedgerEntry[];
  chain: { verified: boolean; entries: number; fault: { at: number; because: string } | null };
  /** Reactions that were tried to the bound and left for a person. */
  givenUp: { sequence: number; reaction: string; lastError: string | null }[];
}

export const ledgerPageSize = 50;

export const ledgerPath = (before: number | null) =>
  `/api/ledger?limit=${ledgerPageSize}${before === null ? '' : `&before=${before}`}`;

export function readLedger(before: number | null, signal?: AbortSignal): Promise<LedgerPage> {
  return read<LedgerPage>(ledgerPath(before), signal);
}
