// Also for programs that reach this file from another package.
/// <reference path="./saxen.d.ts" />
import { Parser } from 'saxen';
import { damaged, tooLarge, type Archive } from './zip.js';

const longestTag = 20_000;
const mostTags = 500_000;

export interface XmlReader {
  /** Names without their prefixes; attributes are read, and decoded, when they are asked for, which must be at once. */
  open?(name: string, attributes: () => Record<string, string>, isEmpty: boolean): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Reads a part of a workbook as XML. Nothing outside is opened and no entity but XML's own five is known; a part with a document
 * type is refused.
 * @throws WorkbookRefusal when it is not well-formed
 */
export function readXmlPart(archive: Archive, name: string, { open, close, text }: XmlReader): void {
  const xml = decoded(archive.part(name), name);
  // Tags cost, not characters: most of all one with attributes without end.
  let tags = 0;
  for (let at = xml.indexOf('<'); at >= 0; tags += 1) {
    const end = xml.indexOf('>', at);
    if (end < 0 || end - at > longestTag) throw damaged(name);
    at = xml.indexOf('<', end);
  }
  if (tags > mostTags) throw tooLarge(name);
  const parser = new Parser();
  const refuse = (): never => {
    throw damaged(name);
  };
  parser.on('error', refuse).on('warn', refuse).on('attention', refuse);
  parser.on('openTag', (tag, attributes, _decode, isEmpty) => open?.(local(tag), () => read(attributes()), isEmpty));
  parser.on('closeTag', (tag) => close?.(local(tag)));
  if (text) {
    parser.on('text', (raw) => text(withoutEntities(raw.replace(/\r\n?/g, '\n'))));
    parser.on('cdata', (raw) => text(raw.replace(/\r\n?/g, '\n')));
  }
  parser.parse(xml);

  function read(raw: Record<string, string>): Record<string, string> {
    const found: Record<string, string> = Object.create(null) as Record<string, string>;
    for (const key in raw) {
      const at = key.indexOf(':');
      // `r:id` is not `id`.
      found[at < 0 ? key : key.slice(at)] = withoutEntities(raw[key]!);
    }
    return found;
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function decoded(bytes: Buffer, name: string): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw damaged(name);
  }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function withoutEntities(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name as string]!;
    const point = decimal === undefined ? parseInt(hex as string, 16) : Number(decimal);
    return point > 0x10ffff ? (whole as string) : String.fromCodePoint(point);
  });
}
