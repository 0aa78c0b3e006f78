import type { HotTable } from './hot-table.js';
import { idBytes } from './id-bytes.js';

/** What a citizen's phone is about to upload: photos of a report (随手拍), by content. */
export const intakeKinds = ['photo', 'video', 'audio', 'document'] as const;
export type IntakeKind = (typeof intakeKinds)[number];

export interface IntakeFile {
  kind: IntakeKind;
  sizeBytes: number;
  /** 64 hex digits. */
  sha256: string;
}

export interface IntakeItem {
  /** ULID made by the client. */
  id: string;
  person: string;
  receivedAt: Date;
  /** 1 to 9. */
  files: readonly IntakeFile[];
}

const version = 1;
const fileLength = 37;

/** u8 version, then for each file u8 kind, u32 size (big-endian), 32 bytes SHA-256. */
export function encodeFiles(files: readonly IntakeFile[]): Buffer {
  const bytes = Buffer.allocUnsafe(1 + files.length * fileLength);
  bytes.writeUInt8(version, 0);
  files.forEach(({ kind, sizeBytes, sha256 }, index) => {
    const at = 1 + index * fileLength;
    bytes.writeUInt8(intakeKinds.indexOf(kind), at);
    bytes.writeUInt32BE(sizeBytes, at + 1);
    if (bytes.write(sha256, at + 5, 32, 'hex') !== 32) throw new RangeError('a SHA-256 has 64 hex digits');
  });
  return bytes;
}

/** @throws RangeError when the bytes are of another version */
export function decodeFiles(bytes: Buffer): IntakeFile[] {
  if (bytes.readUInt8(0) !== version) throw new RangeError('an unknown version of the record');
  const files: IntakeFile[] = [];
  for (let at = 1; at < bytes.length; at += fileLength) {
    const kind = intakeKinds[bytes.readUInt8(at)];
    if (!kind) throw new RangeError('an unknown kind of file');
    files.push({ kind, sizeBytes: bytes.readUInt32BE(at + 1), sha256: bytes.toString('hex', at + 5, at + fileLength) });
  }
  return files;
}

/** Upload receipts (上传回执). The person is not sealed, so that it can be erased. */
export const intakeReceipts: HotTable<IntakeItem> = {
  name: 'intake_receipt',
  columns: [
    { name: 'person', kind: 'text', isSealed: false, mustRepeat: true },
    { name: 'received_at', kind: 'text', isSealed: true, mustRepeat: false },
    { name: 'payload', kind: 'bytes', isSealed: true, mustRepeat: true },
  ],
  sums: [{ table: 'intake_tally', keys: [{ name: 'kind', kind: 'text' }], values: ['files', 'bytes'] }],
  encode: ({ id, person, receivedAt, files }) => ({
    id: idBytes(id),
    values: [person, receivedAt.toISOString(), encodeFiles(files)],
    additions: files.map(({ kind, sizeBytes }) => ({ sum: 0, key: [kind], add: [1, sizeBytes] })),
  }),
};
