import Taro from '@tarojs/taro';
import { isWeChat } from './target.js';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body?: object;
  /** Milliseconds. */
  timeout: number;
}

/** What came back; `cookie`: the one that was set, `name=value`, which only WeChat hands over (a browser keeps it). */
export interface HttpAnswer {
  status: number;
  body: unknown;
  cookie: string | null;
}

/** Sends a request; the body of a JSON answer comes parsed. Null when nothing came back. */
export async function send(request: HttpRequest): Promise<HttpAnswer | null> {
  try {
    const { statusCode, data, header } = await Taro.request<unknown>({
      url: request.url,
      method: request.method,
      data: request.body,
      header: request.headers,
      timeout: request.timeout,
      // A browser asks whether what it has kept still stands: at nine the new results are out, not ten seconds later.
      cache: 'no-cache',
    });
    return { status: statusCode, body: data, cookie: isWeChat ? cookieIn(header as Record<string, string>) : null };
  } catch {
    return null;
  }
}

/** Phones do not agree on the capitals of a header's name. */
function cookieIn(headers: Record<string, string> | undefined): string | null {
  const name = Object.keys(headers ?? {}).find((key) => key.toLowerCase() === 'set-cookie');
  return (name && headers?.[name]?.split(';')[0]?.trim()) || null;
}
