import { type TimetableLine, realNow } from '../platform/index.js';
import { deleteExpired } from './identity.queries.js';

/** Sessions and phone codes that open nothing any more are not kept. */
export const forgetExpired: TimetableLine = {
  name: 'identity-forget-expired',
  everySeconds: 3600,
  run: (works, caller) => works.write(caller, (work) => deleteExpired(work, realNow())),
};
