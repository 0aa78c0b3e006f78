import type { FastifyServerOptions } from 'fastify';
import { realNow } from '../clock.js';
import type { Config } from '../config.js';

/**
 * Structured logs without personal data: no address of the reader, no query string, no header, no body.
 * The route's pattern stands for the URL, so ids of people and reports are not logged either.
 */
export function loggerOptions(level: Config['logLevel']): Exclude<FastifyServerOptions['logger'], boolean | undefined> {
  return {
    level,
    base: null,
    timestamp: () => `,"at":"${realNow().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    serializers: {
      req: (request: { method?: string; routeOptions?: { url?: string } }) => ({
        method: request.method,
        route: request.routeOptions?.url,
      }),
      res: (reply: { statusCode?: number }) => ({ status: reply.statusCode }),
      err: (error: Error & { code?: string }) => ({
        type: error.name,
        code: error.code,
        message: withoutPersons(error.message),
        stack: withoutPersons(error.stack ?? ''),
      }),
    },
  };
}

/** Query parameters and long digit runs (phones, ids) have no place in a log, also not inside an error's text. */
export function withoutPersons(text: string): string {
  return text.replace(/(access_token|secret|js_code|token|openid|code)=[^&\s"]+/gi, '$1=…').replace(/\d{7,}/g, '…');
}
