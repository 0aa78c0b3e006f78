import { type Caller, type Works, record, rows } from '../../platform/index.js';
import type { FieldBook } from '../fieldwork/field-book.js';
import { readColumns } from './read-columns.js';
import { suspicionsOf } from './suspicions.js';

const atOnce = 500;

/** Flags what the plan's rules find (SM-4: RECEIVED → HELD). Running again adds nothing. */
export async function holdSuspicious(
  works: Works,
  caller: Caller,
  poll: { id: string; number: number; fieldworkFrom: Date },
  book: FieldBook,
): Promise<number> {
  const { columns, places } = await readColumns(works, caller, poll, book);
  const suspicions = suspicionsOf(columns, book.plan.quality);
  for (let from = 0; from < suspicions.length; from += atOnce) {
    const some = suspicions.slice(from, from + atOnce);
    await works.write(caller, async (work) => {
      for (const { at, code } of some) {
        const place = places[at];
        if (!place) continue;
        await rows(
          work,
          `INSERT INTO response_flag (poll_id, batch, position, code, held_at) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (poll_id, batch, position, code) DO NOTHING`,
          [poll.id, place.batch, place.position, code, work.now.toISOString()],
        );
      }
    });
  }
  const byCode: Record<string, number> = {};
  for (const { code } of suspicions) byCode[code] = (byCode[code] ?? 0) + 1;
  await works.write(caller, async (work) => {
    record(work, {
      subject: `poll:${poll.id}`,
      action: 'polls.checked',
      payload: { answers: columns.length, flags: byCode },
    });
    await Promise.resolve();
  });
  return suspicions.length;
}
