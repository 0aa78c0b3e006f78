import type { SeatRole } from '@minsheng/contracts';
import { type Work, keyedHash, newId, platformProblems, record } from '../platform/index.js';
import { organisationProblems } from './organisation.problems.js';
import { findSeat, hasLeadBetween, insertSeats, takeTurn } from './organisation.queries.js';
import { Seat, type SeatId } from './seat.entity.js';
import type { Unit, UnitId } from './unit.entity.js';
import { isStanding } from './unit.lifecycle.js';

export interface NewSeat {
  role: SeatRole;
  title: string;
  personName: string;
  /** Defaults to now. */
  validFrom?: Date;
  validTo?: Date | null;
}

/** Seats a named person. A second LEAD in the same time is refused (M-03). */
export async function assignSeat(work: Work, unit: Unit, draft: NewSeat): Promise<Seat> {
  await takeTurn(work);
  if (!isStanding(unit.state)) throw organisationProblems['not-in-this-state']({ state: unit.state });
  const seat = seatOf({ ...draft, unitId: unit.id, validFrom: draft.validFrom ?? work.now });
  if (seat.validFrom < unit.validFrom) throw organisationProblems['before-its-time']();
  if (seat.role === 'LEAD' && (await hasLeadBetween(work, unit.id, seat.validFrom, seat.validTo)))
    throw organisationProblems['lead-taken']();
  await insertSeats(work, [seat]);
  record(work, {
    subject: `unit:${unit.id}`,
    action: 'organisation.seat-assigned',
    payload: { seatId: seat.id, role: seat.role, title: seat.title, person: keyedHash(seat.personName) },
  });
  return seat;
}

/** The person leaves the seat; the row stays. */
export async function endSeat(work: Work, unit: Unit, seatId: string, at: Date = work.now): Promise<void> {
  await takeTurn(work);
  const seat = await findSeat(work, unit.id, seatId);
  if (!seat) throw platformProblems['not-found']();
  if (seat.validTo && seat.validTo <= at) throw organisationProblems['not-in-this-state']();
  await work.tx.update(Seat, { id: seat.id }, { validTo: at });
  record(work, {
    subject: `unit:${unit.id}`,
    action: 'organisation.seat-ended',
    payload: { seatId: seat.id, role: seat.role, at: at.toISOString() },
  });
}

export function seatOf(draft: NewSeat & { unitId: UnitId; validFrom: Date }): Seat {
  const { unitId, role, title, personName, validFrom, validTo = null } = draft;
  return { id: newId<SeatId>(), unitId, role, title, personName, validFrom, validTo };
}
