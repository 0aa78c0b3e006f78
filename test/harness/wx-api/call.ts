/** Options that every asynchronous `wx` function takes. */
export interface Options {
  success?: (result: object) => void;
  fail?: (error: WxError) => void;
  complete?: (result: object) => void;
  [option: string]: unknown;
}

export interface WxError {
  errMsg: string;
  errno?: number;
  [detail: string]: unknown;
}

/** Thrown inside an implementation to make the call fail the way WeChat words it. */
export class Failure extends Error {
  constructor(
    readonly reason: string,
    readonly details: { errno?: number; [detail: string]: unknown } = {},
  ) {
    super(reason);
  }
}

type Implementation = (options: never) => object | void | Promise<object | void>;

/**
 * Makes a `wx` function of an implementation: it answers later, through `success` or `fail` and then `complete`, or
 * through a promise when the caller gave no callback, exactly one of each.
 */
export function wxFunction(
  name: string,
  implementation: Implementation,
): (options?: Options) => Promise<object> | undefined {
  return (options: Options = {}) => {
    const outcome = Promise.resolve()
      .then(() => implementation(options as never))
      .then(
        (result) => ({ isDone: true as const, result: { errMsg: `${name}:ok`, ...result } }),
        (error: unknown) => ({ isDone: false as const, result: failureOf(name, error) }),
      );
    if (!options.success && !options.fail && !options.complete) {
      return outcome.then(({ isDone, result }) => (isDone ? result : Promise.reject(result)));
    }
    void outcome.then(({ isDone, result }) => {
      if (isDone) options.success?.(result);
      else options.fail?.(result as WxError);
      options.complete?.(result);
    });
    return undefined;
  };
}

function failureOf(name: string, error: unknown): WxError {
  if (error instanceof Failure) return { errMsg: `${name}:fail ${error.reason}`, ...error.details };
  throw error;
}

/** Calls that nobody needs to look at: accepted and done. */
export function accepted(...names: string[]): Record<string, (options?: Options) => unknown> {
  return Object.fromEntries(names.map((name) => [name, wxFunction(name, () => undefined)]));
}

/** `onX` and `offX` over one list of listeners. */
export class Listeners<T> {
  private readonly heard = new Set<(value: T) => void>();
  readonly on = (listener: (value: T) => void): void => void this.heard.add(listener);
  readonly off = (listener?: (value: T) => void): void => {
    if (listener) this.heard.delete(listener);
    else this.heard.clear();
  };
  tell(value: T): void {
    for (const listener of [...this.heard]) listener(value);
  }
}
