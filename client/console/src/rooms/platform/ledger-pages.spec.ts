import { newerThan, olderThan, type Turned } from './ledger-pages.js';

const shown = (...sequences: number[]) => sequences.map((sequence) => ({ sequence }));

describe('turning the pages of the ledger', () => {
  it.each<[string, Turned, Turned]>([
    ['an older page begins before the oldest entry shown', olderThan([null], shown(9, 8, 7)), [null, 7]],
    ['nothing is older than the first entry', olderThan([null, 4], shown(3, 2, 1)), [null, 4]],
    ['nothing is older than nothing', olderThan([null], []), [null]],
    ['back leads to the page before', newerThan([null, 7, 4]), [null, 7]],
    ['nothing is newer than the newest', newerThan([null]), [null]],
  ])('%s', (_, turned, expected) => {
    expect(turned).toEqual(expected);
  });
});
