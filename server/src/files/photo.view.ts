import type { PhotoReceipt, PhotoView } from '@minsheng/contracts';
import { type Keys, realNow } from '../platform/index.js';
import { photoAddress } from './photo-address.js';
import type { Photo } from './photo.entity.js';

export function photoReceipt({ id, width, height }: Photo): PhotoReceipt {
  return { id, width, height };
}

export function photoView({ id, width, height }: Photo, keys: Pick<Keys, 'photos'>): PhotoView {
  const now = realNow();
  return {
    id,
    width,
    height,
    address: photoAddress(keys.photos, id, 'large', now),
    thumbnail: photoAddress(keys.photos, id, 'small', now),
  };
}
