import { type TimetableLine, record } from '../../platform/index.js';
import { destroySalt, saltsDue } from './seal.queries.js';

const keptFor = 30 * 86_400_000;

/** Thirty days after the seal a poll's salt is destroyed (BR-02): from then on nobody can tell whose answer was whose. */
export const forgetSaltsLine: TimetableLine = {
  name: 'forget-salts',
  everySeconds: 3600,
  run: (works, caller, now) =>
    works.write(caller, async (work) => {
      for (const { pollId } of await saltsDue(work, new Date(now.getTime() - keptFor))) {
        await destroySalt(work, pollId);
        record(work, { subject: `poll:${pollId}`, action: 'polls.salt-destroyed', payload: {} });
      }
    }),
};
