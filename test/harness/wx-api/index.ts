import { Account, accountApi } from './account.js';
import { filesApi, PhoneFiles } from './files.js';
import { networkApi, PhoneNetwork } from './network.js';
import { Permissions, permissionsApi } from './permissions.js';
import { Screen, screenApi } from './screen.js';
import { Senses, sensesApi } from './senses.js';
import { PhoneStorage, storageApi } from './storage.js';

export { PhoneFiles } from './files.js';
export { PhoneStorage } from './storage.js';

/** The phone in the person's hand: what a spec sets up and looks at. Storage and files outlive a start of the app. */
export class Phone {
  readonly network = new PhoneNetwork();
  readonly account = new Account();
  readonly screen = new Screen();
  readonly senses = new Senses();
  readonly storage: PhoneStorage;
  readonly files: PhoneFiles;
  readonly permissions: Permissions;

  constructor(requiredPrivateInfos: readonly string[], kept: { storage?: PhoneStorage; files?: PhoneFiles } = {}) {
    this.storage = kept.storage ?? new PhoneStorage();
    this.files = kept.files ?? new PhoneFiles();
    this.permissions = new Permissions(requiredPrivateInfos);
  }
}

/** Everything of `wx` that does not open or close pages. */
export function phoneApi(phone: Phone): Record<string, unknown> {
  return {
    ...storageApi(phone.storage),
    ...filesApi(phone.files),
    ...networkApi(phone.network, phone.files),
    ...permissionsApi(phone.permissions),
    ...sensesApi(phone.senses, phone.permissions, phone.files),
    ...accountApi(phone.account),
    ...screenApi(phone.screen, phone.permissions),
    createSelectorQuery: emptyQuery,
  };
}

/** Measurements have no meaning without a screen: every query finds nothing. */
function emptyQuery() {
  const query: Record<string, unknown> = {};
  const same = (): typeof query => query;
  for (const name of [
    'in',
    'select',
    'selectAll',
    'selectViewport',
    'boundingClientRect',
    'fields',
    'scrollOffset',
    'node',
  ])
    query[name] = same;
  query.exec = (done?: (found: null[]) => void) => done?.([null]);
  return query;
}
