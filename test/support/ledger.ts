import type { City } from '../../server/src/city.js';
import { rows, systemCaller } from '../../server/src/platform/index.js';

/** What the ledger says was done to this subject, in order. */
export async function actionsOn({ works }: Pick<City, 'works'>, subject: string): Promise<string[]> {
  const entries = await works.read(systemCaller('spec'), (work) =>
    rows<{ action: string }>(work, 'SELECT action FROM ledger_entry WHERE subject = $1 ORDER BY sequence', [subject]),
  );
  return entries.map(({ action }) => action);
}
