import type { ProblemBody } from '@minsheng/contracts';

/**
 * Why a request brought nothing: the server refused and said why, no answer came at all, or an answer came that is
 * not ours (a proxy's page, a cut body).
 */
export type Failure =
  | { kind: 'refused'; problem: ProblemBody; retryAfterSeconds: number | null }
  | { kind: 'unreachable' }
  | { kind: 'unreadable'; status: number };

export class RequestFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind === 'refused' ? failure.problem.code : failure.kind);
  }
}

function isProblem(body: unknown): body is ProblemBody {
  if (typeof body !== 'object' || body === null) return false;
  const { code, status, sentences } = body as Partial<ProblemBody>;
  return typeof code === 'string' && typeof status === 'number' && typeof sentences?.zh === 'string';
}

/** `Retry-After` in seconds; the header's other form, a date, is not used by our server. */
function retryAfter(header: string | null): number | null {
  const seconds = header === null ? Number.NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : null;
}

/** Reads the refusal out of an answer that is not `ok`. */
export async function failureOf(response: Response): Promise<Failure> {
  const body: unknown = await response.json().catch(() => null);
  return isProblem(body)
    ? { kind: 'refused', problem: body, retryAfterSeconds: retryAfter(response.headers.get('retry-after')) }
    : { kind: 'unreadable', status: response.status };
}

export function isStatus(failure: Failure, status: number): boolean {
  return failure.kind === 'refused'
    ? failure.problem.status === status
    : failure.kind === 'unreadable' && failure.status === status;
}

/** What a person can quote on the telephone: the refusal's code, or the bare status. */
export function codeOf(failure: Failure): string {
  if (failure.kind === 'refused') return failure.problem.code;
  return failure.kind === 'unreadable' ? `HTTP ${failure.status}` : 'network';
}
