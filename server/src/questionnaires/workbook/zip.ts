import { WorkbookRefusal } from '@minsheng/questionnaire/compile';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** Bounds against bombs: what a questionnaire needs is a hundred times less. Sizes in bytes, unpacked unless said. */
export const archiveLimits = {
  parts: 1000,
  part: 6_000_000,
  total: 9_000_000,
  ratio: 200,
  smallPart: 1_000_000,
} as const;

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfDirectory = 0x06054b50;
const utf8Names = 0x0800;

interface Entry {
  flags: number;
  method: number;
  checksum: number;
  packed: number;
  unpacked: number;
  offset: number;
}

/** The parts of a ZIP (APPNOTE 6.3.10), unpacked one by one when they are asked for. */
export interface Archive {
  /** As they are written. */
  names: string[];
  has(name: string): boolean;
  /**
   * Names are told apart without regard to case, as in Open Packaging Conventions.
   * @throws WorkbookRefusal when the part is missing, damaged, encrypted or larger than it may be
   */
  part(name: string): Buffer;
}

/** @throws WorkbookRefusal when the directory is damaged or holds more parts than it may */
export function openArchive(bytes: Buffer): Archive {
  const entries = new Map<string, Entry>();
  const names: string[] = [];
  try {
    readDirectory();
  } catch (error) {
    // Numbers that point outside the file.
    throw (error as { code?: string }).code === 'ERR_OUT_OF_RANGE' ? damaged() : error;
  }
  let total = 0;

  return {
    names,
    has: (name) => entries.has(name.toLowerCase()),
    part: (name) => {
      const entry = entries.get(name.toLowerCase());
      if (!entry) throw damaged(name);
      return unpack(name, entry);
    },
  };

  function readDirectory(): void {
    const end = findEnd();
    const count = bytes.readUInt16LE(end + 10);
    let at = bytes.readUInt32LE(end + 16);
    if (count === 0xffff || at === 0xffffffff) throw tooLarge();
    if (count > archiveLimits.parts) {
      throw new WorkbookRefusal('bomb', {
        zh: `文件里的部件超过 ${archiveLimits.parts} 个，不像问卷`,
        en: `The file has more than ${archiveLimits.parts} parts; that is no questionnaire`,
      });
    }
    for (let index = 0; index < count; index += 1) {
      if (bytes.readUInt32LE(at) !== centralHeader) throw damaged();
      const nameLength = bytes.readUInt16LE(at + 28);
      const name = bytes.toString('utf8', at + 46, at + 46 + nameLength).replace(/\\/g, '/');
      const entry: Entry = {
        flags: bytes.readUInt16LE(at + 8),
        method: bytes.readUInt16LE(at + 10),
        checksum: bytes.readUInt32LE(at + 16),
        packed: bytes.readUInt32LE(at + 20),
        unpacked: bytes.readUInt32LE(at + 24),
        offset: bytes.readUInt32LE(at + 42),
      };
      if ((entry.flags & 1) !== 0) throw encrypted();
      // Two parts of one name: readers would not agree which of them counts.
      if (entries.has(name.toLowerCase())) throw damaged(name);
      entries.set(name.toLowerCase(), entry);
      names.push(name);
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
  }

  function findEnd(): number {
    const least = Math.max(0, bytes.length - 22 - 0xffff);
    for (let at = bytes.length - 22; at >= least; at -= 1) if (bytes.readUInt32LE(at) === endOfDirectory) return at;
    throw new WorkbookRefusal('damaged', {
      zh: '文件不完整（没有下载完或传到一半）',
      en: 'The file is not complete (cut off while it was copied)',
    });
  }

  function unpack(name: string, { method, checksum, packed, unpacked, offset }: Entry): Buffer {
    const isBomb =
      unpacked > archiveLimits.part ||
      total + unpacked > archiveLimits.total ||
      (unpacked > archiveLimits.smallPart && unpacked > packed * archiveLimits.ratio);
    if (isBomb) throw tooLarge(name);
    let content: Buffer;
    try {
      if (bytes.readUInt32LE(offset) !== localHeader) throw damaged(name);
      const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
      const stored = bytes.subarray(start, start + packed);
      if (stored.length !== packed || (method !== 0 && method !== 8)) throw damaged(name);
      content = method === 0 ? stored : inflateRawSync(stored, { maxOutputLength: Math.max(unpacked, 1) });
    } catch (error) {
      // More comes out than the directory says, or what is packed is not readable.
      if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(name);
      throw error instanceof WorkbookRefusal ? error : damaged(name);
    }
    if (content.length !== unpacked || crc32(content) !== checksum) throw damaged(name);
    total += unpacked;
    return content;
  }
}

/** A ZIP with these parts; the same parts give the same bytes. */
export function packArchive(parts: readonly { name: string; content: string }[]): Buffer {
  const written: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of parts) {
    const bytes = Buffer.from(content, 'utf8');
    const packed = deflateRawSync(bytes);
    const nameBytes = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(utf8Names, 2);
    common.writeUInt16LE(8, 4);
    // 1 January 1980: a file must not differ by when it was made.
    common.writeUInt16LE(0, 6);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.alloc(4);
    local.writeUInt32LE(localHeader, 0);
    written.push(local, common, nameBytes, packed);
    const central = Buffer.alloc(6);
    central.writeUInt32LE(centralHeader, 0);
    central.writeUInt16LE(20, 4);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(central, common, rest, nameBytes);
    offset += 30 + nameBytes.length + packed.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(endOfDirectory, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...written, directoryBytes, end]);
}

export function damaged(part?: string): WorkbookRefusal {
  const name = part === undefined ? '' : part.slice(0, 100);
  return new WorkbookRefusal('damaged', {
    zh:
      name === ''
        ? '文件损坏，请在 Excel 或 WPS 里重新另存为 .xlsx'
        : `文件损坏（${name}），请在 Excel 或 WPS 里重新另存为 .xlsx`,
    en:
      name === ''
        ? 'The file is damaged; save it as .xlsx once more'
        : `The file is damaged (${name}); save it as .xlsx once more`,
  });
}

export function encrypted(): WorkbookRefusal {
  return new WorkbookRefusal('encrypted', {
    zh: '文件设了打开密码，请去掉密码再传',
    en: 'The file is protected by a password; take it off first',
  });
}

export function tooLarge(part?: string): WorkbookRefusal {
  const name = part === undefined ? '' : part.slice(0, 100);
  return new WorkbookRefusal('bomb', {
    zh: `解开后太大${name === '' ? '' : `（${name}）`}，不像问卷`,
    en: `Unpacked it is too large${name === '' ? '' : ` (${name})`}; that is no questionnaire`,
  });
}
