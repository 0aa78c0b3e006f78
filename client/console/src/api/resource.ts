import type { Failure } from './failure.js';

/**
 * What a panel knows of something it asked for. The last value stays while it is asked for again and when that fails:
 * a panel that lost its connection still shows what it had, with the time.
 */
export interface Resource<T> {
  value: T | null;
  /** Milliseconds since the epoch, when `value` came. */
  gotAt: number | null;
  failure: Failure | null;
  isLoading: boolean;
}

export type ResourceEvent<T> =
  | { kind: 'asked'; remembered: { value: T; gotAt: number } | null }
  | { kind: 'got'; value: T; gotAt: number }
  | { kind: 'failed'; failure: Failure };

export const nothingAsked: Resource<never> = { value: null, gotAt: null, failure: null, isLoading: true };

export function resourceAfter<T>(resource: Resource<T>, event: ResourceEvent<T>): Resource<T> {
  switch (event.kind) {
    case 'asked':
      return {
        value: event.remembered?.value ?? null,
        gotAt: event.remembered?.gotAt ?? null,
        failure: null,
        isLoading: true,
      };
    case 'got':
      return { value: event.value, gotAt: event.gotAt, failure: null, isLoading: false };
    case 'failed':
      return { ...resource, failure: event.failure, isLoading: false };
  }
}

/** Which of the designed states a panel is in. `isEmpty` judges the value. */
export type Showing = 'skeleton' | 'error' | 'empty' | 'value' | 'kept-offline' | 'kept-error';

export function showing<T>(resource: Resource<T>, isEmpty: (value: T) => boolean): Showing {
  if (resource.value === null) return resource.failure === null ? 'skeleton' : 'error';
  if (resource.failure !== null) return resource.failure.kind === 'unreachable' ? 'kept-offline' : 'kept-error';
  return isEmpty(resource.value) ? 'empty' : 'value';
}
