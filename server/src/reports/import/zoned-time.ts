/** A clock's face somewhere, without its zone. Month 1 to 12. */
export interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp])\.?[Mm]\.?)?)?$/;
const dashed = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;

/**
 * `3/9/2025 1:36`, `03/09/2025 01:36:00 AM` (month first), `2025-03-09 01:36`, `2025-03-09T01:36:00`; null when it is none,
 * or no time that any clock shows.
 */
export function readLocalTime(text: string): LocalTime | null {
  const american = slashed.exec(text);
  const iso = dashed.exec(text);
  const [year, month, day] = american
    ? [Number(american[3]), Number(american[1]), Number(american[2])]
    : iso
      ? [Number(iso[1]), Number(iso[2]), Number(iso[3])]
      : [0, 0, 0];
  const [clock, minute, second] = (american ?? iso ?? []).slice(4, 7).map((part) => Number(part ?? 0));
  const half = american?.[7]?.toLowerCase();
  if (half && (clock === undefined || clock < 1 || clock > 12)) return null;
  const hour = half ? ((clock ?? 0) % 12) + (half === 'p' ? 12 : 0) : (clock ?? 0);
  const time = { year, month, day, hour, minute: minute ?? 0, second: second ?? 0 };
  const date = new Date(asIfUtc(time));
  const isReal =
    year >= 1900 &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() + 1 === month &&
    date.getUTCDate() === day &&
    hour < 24 &&
    time.minute < 60 &&
    time.second < 60;
  return isReal ? time : null;
}

function asIfUtc({ year, month, day, hour, minute, second }: LocalTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const quarterHour = 900_000;
const day = 86_400_000;

/** Instants in a zone of the IANA database. */
export class Zone {
  readonly #format: Intl.DateTimeFormat;
  /** Offsets in milliseconds by quarter of an hour: no zone changes in between. */
  readonly #offsets = new Map<number, number>();

  /** @throws RangeError when there is no such zone */
  constructor(readonly name: string) {
    if (!/^[A-Za-z]/.test(name)) throw new RangeError(`no time zone of the IANA database: ${name}`);
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /**
   * The instants at which clocks there show this time, the earlier first: one; none where the clock was put forward over
   * it; two where it was put back over it.
   */
  instantsOf(local: LocalTime): Date[] {
    const asUtc = asIfUtc(local);
    const midnight = Math.floor(asUtc / day) * day;
    // Offsets are at most a day: a change of the clock that matters lies between these two.
    const [before, after] = [this.#offsetAt(midnight - day), this.#offsetAt(midnight + 2 * day)];
    if (before === after) return [new Date(asUtc - before)];
    return [before, after]
      .map((offset) => asUtc - offset)
      .filter((time) => this.#offsetAt(time) === asUtc - time)
      .sort((a, b) => a - b)
      .map((time) => new Date(time));
  }

  #offsetAt(time: number): number {
    const quarter = Math.floor(time / quarterHour);
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const at = quarter * quarterHour;
    const parts = new Map(this.#format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
    this.#offsets.set(quarter, shown - at);
    return shown - at;
  }
}

export function isZone(name: string): boolean {
  try {
    return new Zone(name).name === name;
  } catch {
    return false;
  }
}
