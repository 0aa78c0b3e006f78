/** A unit's reply that is being made: kept after every change, so that a call or an empty battery costs nothing. */
export interface Reply {
  issueId: string;
  text: string;
  photos: ReplyPhoto[];
}

export interface ReplyPhoto {
  /** ULID made with the picture. */
  id: string;
  path: string;
  takenAt: string;
  /** The server's id, once it has it. */
  photoId: string | null;
}

export const mostReplyPhotos = 3;

export type ReplyEvent =
  | { kind: 'worded'; text: string }
  | { kind: 'photoAdded'; photo: ReplyPhoto }
  | { kind: 'photoRemoved'; id: string }
  | { kind: 'photoSent'; id: string; photoId: string }
  /** The server does not know the pictures any more. */
  | { kind: 'photosLost' };

/** The reply to this issue as the phone kept it; one begun for another issue is not it. */
export function replyFrom(kept: unknown, issueId: string): Reply {
  const reply = kept as Partial<Reply> | null;
  return reply?.issueId === issueId && Array.isArray(reply.photos)
    ? { issueId, text: reply.text ?? '', photos: reply.photos }
    : { issueId, text: '', photos: [] };
}

export function replyAfter(reply: Reply, event: ReplyEvent): Reply {
  switch (event.kind) {
    case 'worded':
      return { ...reply, text: event.text };
    case 'photoAdded':
      return reply.photos.length >= mostReplyPhotos ? reply : { ...reply, photos: [...reply.photos, event.photo] };
    case 'photoRemoved':
      return { ...reply, photos: reply.photos.filter(({ id }) => id !== event.id) };
    case 'photoSent':
      return {
        ...reply,
        photos: reply.photos.map((photo) => (photo.id === event.id ? { ...photo, photoId: event.photoId } : photo)),
      };
    case 'photosLost':
      return { ...reply, photos: reply.photos.map((photo) => ({ ...photo, photoId: null })) };
  }
}

/** Ready to be sent: what was done, and at least one picture of it. */
export const isReplyReady = ({ text, photos }: Reply): boolean => text.trim() !== '' && photos.length > 0;
