import type { PhotoFields, PhotoReceipt } from '@minsheng/contracts';
import { uploadFile } from '../device/upload.js';
import { receiptOf } from '../outbox/sending.js';
import type { Answer } from './http.js';

/** Sends one kept picture. @param headers who sends it */
export async function sendPhoto(
  path: string,
  fields: PhotoFields,
  headers: Record<string, string>,
): Promise<Answer<PhotoReceipt>> {
  const uploaded = await uploadFile({
    url: `${MINSHENG_API_BASE}/api/photos`,
    path,
    field: 'photo',
    headers: { accept: 'application/json', ...headers },
    fields: { ...fields },
  });
  return uploaded.kind === 'given' ? receiptOf(uploaded.value) : { kind: 'unreachable' };
}

/** A signed address as an image element can load it. */
export function photoAddress(address: string): string {
  return address.startsWith('/') ? MINSHENG_API_BASE + address : address;
}
