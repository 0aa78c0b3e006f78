const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A stretch of time in the two largest units that say something; minutes are whole and counted down. */
export interface Stretch {
  days: number;
  hours: number;
  minutes: number;
}

/** @param from @param to UTC instants; never negative. */
export function stretchOf(from: string, to: string): Stretch {
  const length = Math.max(0, Date.parse(to) - Date.parse(from));
  return {
    days: Math.floor(length / day),
    hours: Math.floor((length % day) / hour),
    minutes: Math.floor((length % hour) / minute),
  };
}

/** The figures of a clock's face with their units: under three days in hours and minutes, then in days and hours. */
export function faceOfClock({ days, hours, minutes }: Stretch): { figure: number; unit: 'day' | 'hour' | 'minute' }[] {
  if (days >= 3) {
    return [
      { figure: days, unit: 'day' },
      { figure: hours, unit: 'hour' },
    ];
  }
  const all = days * 24 + hours;
  const last = { figure: minutes, unit: 'minute' as const };
  return all === 0 ? [last] : [{ figure: all, unit: 'hour' }, last];
}

/** How a deadline stands: kept, missed, running or over, and by how much. */
export interface Standing {
  kind: 'kept' | 'missed' | 'left' | 'over';
  by: Stretch;
}

/** @param endedAt null: still running. */
export function standingAt(dueAt: string, endedAt: string | null, now: string): Standing {
  const at = endedAt ?? now;
  const isLate = Date.parse(at) > Date.parse(dueAt);
  const by = isLate ? stretchOf(dueAt, at) : stretchOf(at, dueAt);
  if (endedAt !== null) return { kind: isLate ? 'missed' : 'kept', by };
  return { kind: isLate ? 'over' : 'left', by };
}
