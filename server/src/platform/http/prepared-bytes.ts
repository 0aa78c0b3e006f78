import { createHash } from 'node:crypto';
import type { Language } from '@minsheng/contracts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { deserialize, serialize } from 'node:v8';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants } from 'node:zlib';

interface Prepared {
  identity: Buffer;
  brotli: Buffer | null;
  etag: string;
  /** Names and values one after the other, as `writeHead` takes them without looking again. */
  headers: { identity: string[]; brotli: string[]; notModified: string[] };
}

export interface PreparedOptions {
  contentType: string;
  /** `immutable` for files that are signed under their id; `replaceable`: asked for each time, answered 304 when unchanged. */
  cache: 'immutable' | 'replaceable';
  download?: string;
  extraHeaders?: Record<string, string>;
  /** The content squeezed already; absent: it is squeezed here; null: it does not get shorter. */
  brotli?: Buffer | null;
  /** Instead of the content's own hash, for content that is known by another; without quotes. */
  etag?: string;
}

/**
 * Public answers prepared once and served from memory before the router (decision D14): no SQL, no stringify, no hook.
 * ETag is the content's hash; `If-None-Match` gets 304; brotli is chosen by `Accept-Encoding`.
 */
export class PreparedBytes {
  #files = new Map<string, Prepared>();
  #redirects = new Map<string, string>();

  /** The page for a reader whose address is not there, by language. */
  notFound: ReadonlyMap<Language, string> = new Map();

  put(path: string, content: Buffer | string, options: PreparedOptions): void {
    this.#files.set(path, prepare(content, options));
  }

  redirect(path: string, to: string): void {
    this.#redirects.set(path, to);
  }

  delete(path: string): void {
    this.#files.delete(path);
    this.#redirects.delete(path);
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** Replaces every path at once, so that all surfaces switch at the same instant. False when nothing is different. */
  replaceAll(
    entries: Iterable<[string, Buffer | string, PreparedOptions]>,
    redirects: Iterable<[string, string]>,
  ): boolean {
    return this.adopt(this.draft(entries, redirects, this.notFound));
  }

  /** The replacement made ready beforehand: whatever costs time is done here, and `adopt` puts it in place. */
  draft(
    entries: Iterable<[string, Buffer | string, PreparedOptions]>,
    redirects: Iterable<[string, string]>,
    notFound: ReadonlyMap<Language, string>,
  ): PreparedBytes {
    const known = new Map([...this.#files.values()].map((file) => [file.etag, file]));
    const next = new PreparedBytes();
    for (const [path, content, options] of entries) next.#files.set(path, prepare(content, options, known));
    next.#redirects = new Map(redirects);
    next.notFound = notFound;
    return next;
  }

  /** Puts a draft in the place of everything, in one step between two requests. False when nothing is different. */
  adopt(draft: PreparedBytes): boolean {
    const before = this.#fingerprint();
    this.#files = draft.#files;
    this.#redirects = draft.#redirects;
    this.notFound = draft.notFound;
    return this.#fingerprint() !== before;
  }

  #fingerprint(): string {
    return JSON.stringify([
      [...this.#files].map(([path, file]) => [path, file.headers.identity]),
      [...this.#redirects],
    ]);
  }

  /** Everything as one record, for the next start (`restore`). */
  snapshot(): Buffer {
    return serialize({
      version: 1,
      files: [...this.#files],
      redirects: [...this.#redirects],
      notFound: [...this.notFound],
    });
  }

  /** What the last run served, until this one has prepared its own. A record of another version is left alone. */
  restore(record: Buffer): void {
    const kept = deserialize(record) as {
      version: number;
      files: [string, Prepared][];
      redirects: [string, string][];
      notFound: [Language, string][];
    };
    if (kept.version !== 1) return;
    this.#files = new Map(kept.files);
    this.#redirects = new Map(kept.redirects);
    this.notFound = new Map(kept.notFound);
  }

  /** Whether there is an answer to the request. */
  isFor(request: IncomingMessage): boolean {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = pathOf(request);
    return this.#files.has(path) || this.#redirects.has(path);
  }

  /** True when the request has been answered. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    if (!this.isFor(request)) return false;
    const path = pathOf(request);
    const file = this.#files.get(path);
    if (!file) {
      const to = this.#redirects.get(path);
      if (to === undefined) return false;
      response.writeHead(302, { location: to, 'cache-control': 'no-cache', 'content-length': 0 });
      response.end();
      return true;
    }
    const { headers } = request;
    if (headers['if-none-match']?.includes(file.etag)) {
      response.writeHead(304, file.headers.notModified);
      response.end();
      return true;
    }
    const brotli = file.brotli !== null && takesBrotli(headers['accept-encoding']);
    response.writeHead(200, brotli ? file.headers.brotli : file.headers.identity);
    response.end(request.method === 'HEAD' ? undefined : brotli ? file.brotli : file.identity);
    return true;
  }
}

function pathOf({ url = '/' }: IncomingMessage): string {
  const cut = url.indexOf('?');
  return cut < 0 ? url : url.slice(0, cut);
}

/** `br` among the codings taken, and not with a weight of nothing. */
function takesBrotli(codings: string | string[] | undefined): boolean {
  return typeof codings === 'string' && /(^|[\s,])br\s*($|,|;(?!\s*q=0(\.0*)?\s*($|,)))/.test(codings);
}

function prepare(content: Buffer | string, options: PreparedOptions, known?: ReadonlyMap<string, Prepared>): Prepared {
  const identity = Buffer.isBuffer(content) ? content : Buffer.from(content, 'utf8');
  const etag = `"${options.etag ?? createHash('sha256').update(identity).digest('base64url').slice(0, 27)}"`;
  const cache = options.cache === 'immutable' ? 'public, max-age=31536000, immutable' : 'no-cache';
  const before = known?.get(etag);
  const brotli = before ? before.brotli : options.brotli === undefined ? squeeze(identity) : options.brotli;
  const common = {
    'content-type': options.contentType,
    'cache-control': cache,
    etag,
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
    ...(options.download ? { 'content-disposition': `attachment; filename="${options.download}"` } : {}),
    ...options.extraHeaders,
  };
  const laidOut = (headers: Record<string, string>): string[] => Object.entries(headers).flat();
  return {
    identity,
    brotli,
    etag,
    headers: {
      identity: laidOut({ ...common, 'content-length': String(identity.length) }),
      brotli: laidOut({ ...common, 'content-encoding': 'br', 'content-length': String(brotli?.length ?? 0) }),
      notModified: laidOut({ etag, 'cache-control': cache, vary: 'accept-encoding' }),
    },
  };
}

/** Brotli, or null when it is no shorter: for what is made anew often. */
function squeeze(content: Buffer): Buffer | null {
  if (content.length < 200) return null;
  const squeezed = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  return squeezed.length < content.length ? squeezed : null;
}

const compress = promisify(brotliCompress);

/**
 * The same outside the event loop: at the best quality a release's files take seconds, and readers do not wait for them.
 * @param quality 0 to 11
 */
export async function squeezeAside(content: Buffer, quality: number): Promise<Buffer | null> {
  if (content.length < 200) return null;
  const squeezed = await compress(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
  return squeezed.length < content.length ? squeezed : null;
}
