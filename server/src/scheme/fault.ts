/** What is wrong with a preset or a version's parameters, and where: one line a clerk can act on. */
export interface SchemeFault {
  /** `scheme.share-sum` … */
  code: string;
  /** Dotted path of the value; the line and column for a file that cannot be read. */
  path: string;
  zh: string;
  en: string;
}

export function fault(code: string, path: string, zh: string, en: string): SchemeFault {
  return { code: `scheme.${code}`, path, zh, en };
}

/** A name that points at nothing. */
export function missing(path: string, name: string): SchemeFault {
  return fault('no-such-reference', path, `所指的“${name}”不存在`, `${name} does not exist`);
}

/** A preset file that may not be used: all its faults at once. */
export class PresetRefused extends Error {
  constructor(
    readonly preset: string,
    readonly faults: readonly SchemeFault[],
  ) {
    super(`preset ${preset}: ${faults.map(({ path, en }) => `${path}: ${en}`).join('; ')}`);
    this.name = 'PresetRefused';
  }
}
