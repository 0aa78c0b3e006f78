import Taro from '@tarojs/taro';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body?: object;
  /** Milliseconds. */
  timeout: number;
}

/** Sends a request; the body of a JSON answer comes parsed. Null when nothing came back. */
export async function send(request: HttpRequest): Promise<{ status: number; body: unknown } | null> {
  try {
    const { statusCode, data } = await Taro.request<unknown>({
      url: request.url,
      method: request.method,
      data: request.body,
      header: request.headers,
      timeout: request.timeout,
      // A browser asks whether what it has kept still stands: at nine the new results are out, not ten seconds later.
      cache: 'no-cache',
    });
    return { status: statusCode, body: data };
  } catch {
    return null;
  }
}
