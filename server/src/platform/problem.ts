import type { LocalisedText, ProblemBody } from '@minsheng/contracts';

export type ProblemDetails = Record<string, unknown>;

export interface ProblemDefinition {
  status: number;
  zh: string;
  en: string;
  /** Extra answer headers, e.g. `Retry-After`, from the details. */
  headers?: (details: ProblemDetails) => Record<string, string>;
}

/**
 * A refusal (拒绝): something the caller can act on. Its sentence stands in a room's catalogue in both languages and is
 * answered once, by the problem filter, as RFC 9457 problem+json. A broken promise of ours is a plain `Error` instead.
 */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly sentences: LocalisedText,
    readonly details: ProblemDetails,
    readonly headers: Record<string, string>,
  ) {
    super(`${code}: ${sentences.en}`);
    this.name = 'Problem';
  }

  toBody(language: 'zh-CN' | 'en', instance?: string): ProblemBody {
    const sentence = language === 'en' ? this.sentences.en : this.sentences.zh;
    return {
      type: `urn:minsheng:problem:${this.code}`,
      status: this.status,
      code: this.code,
      title: sentence,
      detail: sentence,
      sentences: this.sentences,
      ...(instance ? { instance } : {}),
      ...(Object.keys(this.details).length > 0 ? { details: this.details } : {}),
    };
  }
}

export type Catalogue<Reasons extends string> = Readonly<Record<Reasons, (details?: ProblemDetails) => Problem>>;

const definitions = new Map<string, ProblemDefinition>();

/**
 * A room's refusals. `{name}` in a sentence is filled from the details of the same name.
 *
 *     export const unitProblems = catalogue('organisation', { 'no-such-unit': { status: 404, zh: '…', en: '…' } });
 *     throw unitProblems['no-such-unit']();
 */
export function catalogue<const D extends Record<string, ProblemDefinition>>(
  room: string,
  entries: D,
): Catalogue<keyof D & string> {
  const make: Record<string, (details?: ProblemDetails) => Problem> = {};
  for (const [reason, definition] of Object.entries(entries)) {
    const code = `${room}.${reason}`;
    definitions.set(code, definition);
    make[reason] = (details = {}) =>
      new Problem(
        code,
        definition.status,
        { zh: fill(definition.zh, details), en: fill(definition.en, details) },
        details,
        definition.headers?.(details) ?? {},
      );
  }
  return make as Catalogue<keyof D & string>;
}

/** Every refusal declared so far, by code: for the documentation page and the spec that compares the two languages. */
export function declaredProblems(): ReadonlyMap<string, ProblemDefinition> {
  return definitions;
}

function fill(sentence: string, details: ProblemDetails): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in details ? String(details[name]) : whole));
}
