/** What can be taken back, newest last, and what was taken back, next one last. */
export interface History<Value> {
  past: readonly Value[];
  present: Value;
  future: readonly Value[];
  /** Field that the last change was made in: typing on in it is the same step. Null: nothing joins it. */
  field: string | null;
}

/** Steps kept; a design of 300 items shares what did not change, so they are small. */
export const mostSteps = 200;

export function begun<Value>(present: Value): History<Value> {
  return { past: [], present, future: [], field: null };
}

/** A change in the same `field` as the last one is one step with it, so that undoing takes back a text and not a letter. */
export function changed<Value>(history: History<Value>, present: Value, field: string | null): History<Value> {
  if (present === history.present) return history;
  const joins = field !== null && field === history.field;
  return {
    past: joins ? history.past : [...history.past, history.present].slice(-mostSteps),
    present,
    future: [],
    field,
  };
}

export function undone<Value>(history: History<Value>): History<Value> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [...history.future, history.present],
    field: null,
  };
}

export function redone<Value>(history: History<Value>): History<Value> {
  const after = history.future.at(-1);
  if (after === undefined) return history;
  return {
    past: [...history.past, history.present],
    present: after,
    future: history.future.slice(0, -1),
    field: null,
  };
}
