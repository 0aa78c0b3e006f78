import type { HotValue, RowFault } from './hot-table.js';

/** Bytes by content, numbers also when the driver brings them as text (`bigint` columns on PostgreSQL). */
export function isSame(stored: unknown, sent: HotValue | undefined): boolean {
  if (stored instanceof Uint8Array || sent instanceof Uint8Array) {
    return stored instanceof Uint8Array && sent instanceof Uint8Array && Buffer.compare(stored, sent) === 0;
  }
  return typeof sent === 'number' ? stored !== null && Number(stored) === sent : stored === sent;
}

export function faultOf(error: unknown): RowFault {
  const { message, code, errcode, constraint } = error as Error & {
    code?: string;
    errcode?: number;
    constraint?: string;
  };
  return { message: String(message), code, errcode, constraint };
}
