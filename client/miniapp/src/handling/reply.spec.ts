import { isReplyReady, mostReplyPhotos, replyAfter, replyFrom, type Reply, type ReplyPhoto } from './reply.js';

const photo = (id: string): ReplyPhoto => ({
  id,
  path: `kept/${id}`,
  takenAt: '2026-12-16T06:00:00.000Z',
  photoId: null,
});
const blank: Reply = { issueId: 'i1', text: '', photos: [] };

describe('a unit’s reply', () => {
  it('is found again for its issue and for no other', () => {
    const kept = { issueId: 'i1', text: '已清理', photos: [photo('a')] };
    expect(replyFrom(kept, 'i1')).toEqual(kept);
    expect(replyFrom(kept, 'i2')).toEqual({ issueId: 'i2', text: '', photos: [] });
    expect(replyFrom('broken', 'i1')).toEqual(blank);
  });

  it('is ready with words and a picture, and not with one of them', () => {
    const worded = replyAfter(blank, { kind: 'worded', text: ' 已清理 ' });
    const pictured = replyAfter(blank, { kind: 'photoAdded', photo: photo('a') });
    expect(
      [blank, worded, pictured, replyAfter(worded, { kind: 'photoAdded', photo: photo('a') })].map(isReplyReady),
    ).toEqual([false, false, false, true]);
    expect(isReplyReady({ ...pictured, text: '  ' })).toBe(false);
  });

  it('takes three pictures and no fourth', () => {
    const full = ['a', 'b', 'c', 'd'].reduce(
      (reply, id) => replyAfter(reply, { kind: 'photoAdded', photo: photo(id) }),
      blank,
    );
    expect(full.photos.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(full.photos).toHaveLength(mostReplyPhotos);
    expect(replyAfter(full, { kind: 'photoRemoved', id: 'b' }).photos.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('remembers which pictures the server has, until the server does not', () => {
    const two = { ...blank, photos: [photo('a'), photo('b')] };
    const sent = replyAfter(two, { kind: 'photoSent', id: 'b', photoId: 'p9' });
    expect(sent.photos.map(({ photoId }) => photoId)).toEqual([null, 'p9']);
    expect(replyAfter(sent, { kind: 'photosLost' }).photos.map(({ photoId }) => photoId)).toEqual([null, null]);
  });
});
