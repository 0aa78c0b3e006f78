import { evidenceOf, photosAfter, type PhotosEvent, type PickedPhoto } from './picked-photos.js';

const after = (...events: PhotosEvent<string>[]) =>
  events.reduce<readonly PickedPhoto<string>[]>((known, event) => photosAfter(known, event), []);
const chosen = (key: string) => ({ kind: 'chosen', key, refused: null }) as const;

describe('pictures for an answer', () => {
  it('are on their way as soon as they are chosen', () => {
    expect(evidenceOf(after(chosen('a'), chosen('b')))).toEqual({ photos: [], uploading: 2 });
  });
  it('keep the order in which they were chosen, not that of arrival', () => {
    const photos = after(
      chosen('a'),
      chosen('b'),
      { kind: 'kept', key: 'b', id: 'B' },
      { kind: 'kept', key: 'a', id: 'A' },
    );
    expect(evidenceOf(photos)).toEqual({ photos: ['A', 'B'], uploading: 0 });
  });
  it('that cannot be sent are not counted as sent, nor as on their way', () => {
    expect(evidenceOf(after({ kind: 'chosen', key: 'a', refused: 'type' }))).toEqual({ photos: [], uploading: 0 });
  });
  it('that failed are sent again with the same id', () => {
    const photos = after(
      chosen('a'),
      { kind: 'failed', key: 'a', failure: 'offline' },
      { kind: 'sending', key: 'a' },
      { kind: 'kept', key: 'a', id: 'A' },
    );
    expect(photos).toEqual([{ key: 'a', state: { step: 'kept', id: 'A' } }]);
  });
  it('that were taken away stay away when the answer comes late', () => {
    expect(after(chosen('a'), { kind: 'removed', key: 'a' }, { kind: 'kept', key: 'a', id: 'A' })).toEqual([]);
  });
});
