import type { PhotoFault } from '../api/photos.js';

/** A picture that somebody chose: refused before sending, on its way, kept by the server, or to be sent again. */
export interface PickedPhoto<Failure> {
  key: string;
  state:
    | { step: 'refused'; fault: PhotoFault }
    | { step: 'sending' }
    | { step: 'kept'; id: string }
    | { step: 'failed'; failure: Failure };
}

export type PhotosEvent<Failure> =
  | { kind: 'chosen'; key: string; refused: PhotoFault | null }
  | { kind: 'sending'; key: string }
  | { kind: 'kept'; key: string; id: string }
  | { kind: 'failed'; key: string; failure: Failure }
  | { kind: 'removed'; key: string };

/** An answer about a picture that was taken away meanwhile changes nothing. */
export function photosAfter<Failure>(
  photos: readonly PickedPhoto<Failure>[],
  event: PhotosEvent<Failure>,
): readonly PickedPhoto<Failure>[] {
  const now = (state: PickedPhoto<Failure>['state']) =>
    photos.map((photo) => (photo.key === event.key ? { ...photo, state } : photo));
  switch (event.kind) {
    case 'chosen': {
      const state: PickedPhoto<Failure>['state'] =
        event.refused === null ? { step: 'sending' } : { step: 'refused', fault: event.refused };
      return [...photos, { key: event.key, state }];
    }
    case 'sending':
      return now({ step: 'sending' });
    case 'kept':
      return now({ step: 'kept', id: event.id });
    case 'failed':
      return now({ step: 'failed', failure: event.failure });
    case 'removed':
      return photos.filter(({ key }) => key !== event.key);
  }
}

/** What a form may send: the pictures kept, in the order chosen. */
export function evidenceOf(photos: readonly PickedPhoto<unknown>[]): { photos: string[]; uploading: number } {
  return {
    photos: photos.flatMap(({ state }) => (state.step === 'kept' ? [state.id] : [])),
    uploading: photos.filter(({ state }) => state.step === 'sending').length,
  };
}
