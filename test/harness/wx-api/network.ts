import { Failure, Listeners, wxFunction, type Options } from './call.js';
import type { PhoneFiles } from './files.js';

export type NetworkType = 'wifi' | '4g' | '5g' | '2g' | 'none' | 'unknown';

/** At most this many requests and transfers run at once. */
const mostAtOnce = 10;

/** The phone's network: which kind, which address a build's base address leads to, what fails on purpose. */
export class PhoneNetwork {
  readonly changes = new Listeners<{ isConnected: boolean; networkType: NetworkType }>();
  private kind: NetworkType = 'wifi';
  private readonly detours = new Map<string, string>();
  private readonly failures: { matches: (url: string) => boolean; reason: string; left: number }[] = [];
  /** Requests that have not been answered yet. */
  running = 0;

  get type(): NetworkType {
    return this.kind;
  }

  /** The network comes, goes or changes, and the app is told. */
  become(kind: NetworkType): void {
    this.kind = kind;
    this.changes.tell({ isConnected: kind !== 'none', networkType: kind });
  }

  /** The address fixed into the build leads to a server of the spec. */
  lead(from: string, to: string): void {
    this.detours.set(from, to);
  }

  /** The next requests to addresses with this part fail, as in a lift. */
  failNext(part: string, reason = 'timeout', times = 1): void {
    this.failures.push({ matches: (url) => url.includes(part), reason, left: times });
  }

  /** The address to ask instead. @throws Failure when there is no network or a failure was asked for. */
  route(url: string): string {
    if (this.kind === 'none') throw new Failure('', { errno: 600001 });
    const failure = this.failures.find(({ matches, left }) => left > 0 && matches(url));
    if (failure) {
      failure.left -= 1;
      throw new Failure(failure.reason, { errno: 600001 });
    }
    if (this.running >= mostAtOnce) throw new Failure('max request limit reached');
    for (const [from, to] of this.detours) if (url.startsWith(from)) return to + url.slice(from.length);
    return url;
  }
}

interface RequestOptions extends Options {
  url: string;
  method?: string;
  data?: unknown;
  header?: Record<string, string>;
  timeout?: number;
  dataType?: string;
}

interface UploadOptions extends Options {
  url: string;
  filePath: string;
  name: string;
  header?: Record<string, string>;
  formData?: Record<string, unknown>;
}

export function networkApi(network: PhoneNetwork, files: PhoneFiles) {
  /** Runs one exchange; its task can be aborted, and then fails as WeChat says. */
  const exchange = (name: string, options: Options, run: (signal: AbortSignal) => Promise<object>) => {
    const aborting = new AbortController();
    void wxFunction(name, async () => {
      try {
        return await run(aborting.signal);
      } catch (error) {
        if (error instanceof Failure) throw error;
        throw new Failure(
          aborting.signal.aborted ? 'abort' : String((error as { cause?: { code?: string } }).cause?.code ?? error),
        );
      }
    })({ ...options, complete: options.complete ?? (() => undefined) });
    const ignored = (): void => undefined;
    return {
      abort: () => aborting.abort(),
      onHeadersReceived: ignored,
      offHeadersReceived: ignored,
      onProgressUpdate: ignored as (listener: (progress: { progress: number }) => void) => void,
      offProgressUpdate: ignored,
    };
  };
  const counted = async <T>(ask: () => Promise<T>): Promise<T> => {
    network.running += 1;
    try {
      return await ask();
    } finally {
      network.running -= 1;
    }
  };

  return {
    request: (options: RequestOptions) =>
      exchange('request', options, (signal) => {
        const { url, init } = httpRequest(options);
        const target = network.route(url);
        return counted(async () => {
          const timeout = AbortSignal.any([signal, AbortSignal.timeout(options.timeout ?? 60_000)]);
          const response = await fetch(target, { ...init, signal: timeout });
          return {
            statusCode: response.status,
            data: parsed(await response.text(), options.dataType),
            header: Object.fromEntries(response.headers),
          };
        });
      }),

    uploadFile: (options: UploadOptions) => {
      const listeners = new Listeners<{ progress: number; totalBytesSent: number; totalBytesExpectedToSend: number }>();
      const task = exchange('uploadFile', options, (signal) => {
        const content = files.read(options.filePath);
        const form = new FormData();
        for (const [field, value] of Object.entries(options.formData ?? {})) form.append(field, String(value));
        form.append(
          options.name,
          new Blob([new Uint8Array(content)], { type: 'image/jpeg' }),
          options.filePath.split('/').pop(),
        );
        const target = network.route(options.url);
        const sent = (share: number): void =>
          listeners.tell({
            progress: Math.round(share * 100),
            totalBytesSent: Math.round(content.length * share),
            totalBytesExpectedToSend: content.length,
          });
        return counted(async () => {
          sent(0.5);
          const response = await fetch(target, { method: 'POST', headers: options.header ?? {}, body: form, signal });
          sent(1);
          // Unlike a request, an upload hands its answer over as text.
          return {
            statusCode: response.status,
            data: await response.text(),
            header: Object.fromEntries(response.headers),
          };
        });
      });
      return { ...task, onProgressUpdate: listeners.on, offProgressUpdate: listeners.off };
    },

    downloadFile: (options: RequestOptions) =>
      exchange('downloadFile', options, (signal) => {
        const target = network.route(options.url);
        return counted(async () => {
          const response = await fetch(target, { headers: options.header ?? {}, signal });
          return {
            statusCode: response.status,
            tempFilePath: files.addTemporary(Buffer.from(await response.arrayBuffer()), 'bin'),
          };
        });
      }),

    getNetworkType: wxFunction('getNetworkType', () => ({ networkType: network.type })),
    onNetworkStatusChange: network.changes.on,
    offNetworkStatusChange: network.changes.off,
    onNetworkWeakChange: () => undefined,
    offNetworkWeakChange: () => undefined,
  };
}

/** Puts data where WeChat puts it: into the query of a GET, else into the body, JSON unless the header says otherwise. */
function httpRequest({ url, method = 'GET', data, header = {} }: RequestOptions): { url: string; init: RequestInit } {
  const verb = method.toUpperCase();
  if (data === undefined || data === null) return { url, init: { method: verb, headers: header } };
  if (verb === 'GET') {
    const query = new URLSearchParams(data as Record<string, string>).toString();
    return {
      url: query ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url,
      init: { method: verb, headers: header },
    };
  }
  const isTyped = Object.keys(header).some((name) => name.toLowerCase() === 'content-type');
  return {
    url,
    init: {
      method: verb,
      headers: isTyped ? header : { ...header, 'content-type': 'application/json' },
      body: typeof data === 'string' ? data : JSON.stringify(data),
    },
  };
}

function parsed(text: string, dataType = 'json'): unknown {
  if (dataType !== 'json') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
