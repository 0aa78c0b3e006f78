import type { Datum } from '@minsheng/contracts';
import gcoord from 'gcoord';

/** Degrees, longitude first. In which datum is said where it stands. */
export type Position = [lng: number, lat: number];

// Its types describe the ES module, Node loads the CommonJS one.
const { CRSTypes, transform } = gcoord as unknown as typeof gcoord.default;

/** CGCS2000 agrees with WGS 84 to a metre, and no public transformation knows better. */
const systems = { GCJ02: 'GCJ02', WGS84: 'WGS84', CGCS2000: 'WGS84', BD09: 'BD09' } as const satisfies Record<
  Datum,
  string
>;

type System = (typeof systems)[Datum];

/**
 * The only place where a point changes its datum. GCJ-02 is defined over China's bounding box (72.004–137.8347° E,
 * 0.8293–55.8271° N): outside of it nothing is shifted, and WGS 84 and GCJ-02 are one.
 */
export function toGcj02(position: Position, datum: Datum): Position {
  return datum === 'BD09' ? inverse(position, 'GCJ02', 'BD09') : forward(position, systems[datum], 'GCJ02');
}

/** The way back; round trips are good to a centimetre. */
export function fromGcj02(position: Position, datum: Datum): Position {
  return datum === 'BD09' ? forward(position, 'GCJ02', 'BD09') : inverse(position, systems[datum], 'GCJ02');
}

/** WGS 84 → GCJ-02 → BD-09 are given by formulas. */
function forward(position: Position, from: System, to: System): Position {
  if (from === to) return position;
  const [lng, lat] = transform<[number, number]>(position, CRSTypes[from], CRSTypes[to]);
  return [lng, lat];
}

/** Against the formula's direction there is only search: the library stops decimetres short, these steps end within nanometres. */
function inverse(wanted: Position, from: System, to: System): Position {
  let found = forward(wanted, to, from);
  for (let step = 0; step < 4; step++) {
    const reached = forward(found, from, to);
    found = [found[0] + wanted[0] - reached[0], found[1] + wanted[1] - reached[1]];
  }
  return found;
}
