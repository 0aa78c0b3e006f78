/** What Nest hands to controllers besides classes: `@Inject(CONFIG) config: Config`. */
export const CONFIG = Symbol('config');
export const CLOCK = Symbol('clock');
export const KEYS = Symbol('keys');
export const DEMO_CLOCK = Symbol('demo-clock');
