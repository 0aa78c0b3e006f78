import { schemeInForce } from '../../scheme/index.js';
import { type TimetableLine, rows } from '../../platform/index.js';
import { batchBefore } from '../fieldwork/fieldwork.queries.js';
import { movePoll } from '../move-poll.js';
import { findPublishedPlan } from '../plan/plan.queries.js';
import { Poll } from '../poll.entity.js';

const erasedAtOnce = 1000;

/**
 * The months of retention after its release a poll is archived: open answers are erased, which leaves levels and groups of
 * people. Nobody writes answers of that poll any more, so this is the one place outside the writer that touches the table.
 */
export const archivePollsLine: TimetableLine = {
  name: 'archive-polls',
  everySeconds: 3600,
  run: async (works, caller, now) => {
    const due = await works.read(caller, async (work) => {
      const months = (await schemeInForce(work))?.config.retention.answersMonths ?? 12;
      const released = await work.tx.find(Poll, { where: { stage: 'RELEASED' } });
      const found: Poll[] = [];
      for (const poll of released) {
        const plan = poll.kind === 'BROUGHT_IN' ? null : await findPublishedPlan(work, poll.id);
        if (!plan) continue;
        const until = new Date(plan.document.calendar.releaseAt);
        until.setUTCMonth(until.getUTCMonth() + months);
        if (until <= now) found.push(poll);
      }
      return found;
    });
    for (const poll of due) {
      const first = await works.read(caller, (work) => batchBefore(work, poll.fieldworkFrom ?? now));
      for (let erased = erasedAtOnce; erased === erasedAtOnce; ) {
        erased = await works.write(caller, async (work) => {
          const some = await rows<{ batch: number; position: number }>(
            work,
            `SELECT batch, position FROM response WHERE batch > $1 AND poll = $2 AND texts IS NOT NULL LIMIT ${erasedAtOnce}`,
            [first, poll.number],
          );
          for (const { batch, position } of some)
            await rows(work, 'UPDATE response SET texts = NULL WHERE batch = $1 AND position = $2', [batch, position]);
          return some.length;
        });
      }
      await works.write(caller, (work) => movePoll(work, poll, 'archive'));
    }
  },
};
