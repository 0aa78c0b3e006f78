import { failureOf, RequestFailed } from './failure.js';

/**
 * A cookie is sent by any page; this header only by ours, because a foreign page cannot set it without a preflight
 * that the server refuses. Every mutation carries it.
 */
const mutation = { 'x-minsheng-request': '1' };

/** Said to the page after every mutation that was done: figures elsewhere on it may be others now. */
export const changedEvent = 'minsheng:changed';

/** The reader's language, kept on the root element by the message catalogue, so that refusals come back in it. */
const readersLanguage = () => ({ 'accept-language': document.documentElement.lang || 'zh-CN' });

async function answer(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      ...init,
      credentials: 'same-origin',
      headers: { ...readersLanguage(), accept: 'application/json', ...init.headers },
    });
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw new RequestFailed({ kind: 'unreachable' });
  }
  if (!response.ok) throw new RequestFailed(await failureOf(response));
  if (init.method !== 'GET') window.dispatchEvent(new Event(changedEvent));
  return response;
}

async function json<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch {
    throw new RequestFailed({ kind: 'unreadable', status: response.status });
  }
}

/** Throws `RequestFailed`; the abort of `signal` passes through as it is. */
export async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  return json<T>(await answer(path, { method: 'GET', signal }));
}

/** As `read`, for a mutation that answers with a body. */
export async function change<T>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<T> {
  return json<T>(
    await answer(path, {
      method,
      headers: { ...mutation, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

/** As `change`; null when what was changed is no longer the reader's to see (204). */
export async function changeAway<T>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<T | null> {
  const response = await answer(path, {
    method,
    headers: { ...mutation, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.status === 204 ? null : json<T>(response);
}

/** A mutation whose answer is not looked at. */
export async function send(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<void> {
  await answer(path, {
    method,
    headers: body === undefined ? mutation : { ...mutation, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/** One file as multipart field `file`. */
export async function upload<T>(path: string, file: File): Promise<T> {
  const form = new FormData();
  form.append('file', file);
  return uploadForm<T>(path, form);
}

/** A multipart form of several fields. */
export async function uploadForm<T>(path: string, form: FormData): Promise<T> {
  return json<T>(await answer(path, { method: 'POST', headers: mutation, body: form }));
}
