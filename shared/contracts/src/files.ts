/** How a picture came into the phone (照片来源). */
export type PhotoSource = 'CAMERA' | 'ALBUM';

/**
 * `POST /api/photos` (citizens and staff; multipart: `photo`, and before it the fields `clientId`, `sha256`, `source`,
 * `takenAt`). Answered when the picture has been examined, re-encoded and is durable; the same `clientId` of the same
 * person gets the first answer. JPEG, PNG or WebP up to 10 MB and 50 million pixels.
 */
export interface PhotoFields {
  /** ULID made with the picture. */
  clientId: string;
  /** SHA-256 (hex) of the bytes sent: a broken upload is noticed. */
  sha256: string;
  source: PhotoSource;
  /** The phone's time, ISO 8601. */
  takenAt: string;
}

/** A picture kept: re-encoded, upright, without any metadata. */
export interface PhotoReceipt {
  id: string;
  width: number;
  height: number;
}

/** A picture as a view hands it out: the addresses are signed and end within ten minutes. */
export interface PhotoView {
  id: string;
  width: number;
  height: number;
  /** Longest side 1,600 pixels. */
  address: string;
  /** Longest side 320 pixels. */
  thumbnail: string;
}
