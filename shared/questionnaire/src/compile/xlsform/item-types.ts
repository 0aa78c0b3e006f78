import type { DesignItem } from '@minsheng/contracts';

type PlainType = Exclude<
  DesignItem['type'],
  'satisfaction' | 'single' | 'multiple' | 'rank' | 'grid' | 'region' | 'site' | 'shift'
>;

/** What the cell `type` of a survey says. */
export type ReadType =
  | { is: 'begin'; what: 'group' | 'repeat' | 'loop' }
  | { is: 'end'; what: 'group' | 'repeat' | 'loop' }
  | { is: 'choosing'; how: 'single' | 'multiple' | 'rank'; list: string; hasOther: boolean }
  | { is: 'plain'; type: PlainType }
  /** Asked as something simpler; the type is kept. */
  | { is: 'near'; type: 'text' | 'integer' }
  | { is: 'range' }
  /** Known to XLSForm, not to us: kept, never asked. */
  | { is: 'unsupported' }
  | { is: 'unknown' };

const plainTypes: Record<string, PlainType> = {
  text: 'text',
  string: 'text',
  integer: 'integer',
  int: 'integer',
  decimal: 'decimal',
  date: 'date',
  note: 'note',
  acknowledge: 'consent',
  trigger: 'consent',
  calculate: 'calculated',
  calculation: 'calculated',
  hidden: 'hidden',
  image: 'photo',
  photo: 'photo',
  picture: 'photo',
  geopoint: 'location',
  gps: 'location',
  location: 'location',
};

const nearTypes: Record<string, 'text' | 'integer'> = {
  barcode: 'text',
  'phone number': 'text',
  percentage: 'integer',
};

const unsupportedTypes = new Set([
  'time',
  'datetime',
  'date time',
  'audio',
  'video',
  'file',
  'geotrace',
  'geoshape',
  'background-audio',
  'background-geopoint',
  'xml-external',
  'csv-external',
  'osm',
  // what a device notes by itself
  'start',
  'end',
  'today',
  'deviceid',
  'device id',
  'username',
  'email',
  'audit',
  'start-geopoint',
  'phonenumber',
  'simserial',
  'sim id',
  'subscriberid',
  'subscriber id',
  'imei',
  'start time',
  'end time',
]);

const selects: readonly [RegExp, 'single' | 'multiple'][] = [
  [/^(?:add )?select[ _](?:one|1)(?: prompt)?(?: (?:using|from))? (.+)$/i, 'single'],
  [/^select1 (.+)$/i, 'single'],
  [/^(?:add )?select[ _]multiple(?: prompt)?(?: (?:using|from))? (.+)$/i, 'multiple'],
  [/^select all that apply(?: from)? (.+)$/i, 'multiple'],
];

export function readType(written: string): ReadType {
  const text = written.trim().replace(/\s+/g, ' ');
  const bound = /^(begin|end)[ _](group|repeat|lgroup|looped group|loop)(?: over .+)?$/i.exec(text);
  if (bound) {
    const word = bound[2]!.toLowerCase();
    return {
      is: bound[1]!.toLowerCase() === 'begin' ? 'begin' : 'end',
      what: word === 'group' || word === 'loop' ? word : 'repeat',
    };
  }
  if (/^(?:select_(?:one|multiple)_(?:from_file|external) |osm |uri:)/i.test(text)) return { is: 'unsupported' };
  const ranked = /^rank (.+)$/i.exec(text);
  if (ranked) return { is: 'choosing', how: 'rank', list: ranked[1]!, hasOther: false };
  for (const [pattern, how] of selects) {
    const list = pattern.exec(text)?.[1];
    if (list === undefined) continue;
    // Choices made of an earlier repeat’s answers.
    if (list.startsWith('${')) return { is: 'unsupported' };
    const withOther = /^(.+) (?:or_other|or other|or specify other)$/i.exec(list);
    return { is: 'choosing', how, list: withOther?.[1] ?? list, hasOther: withOther !== null };
  }
  const plain = text
    .toLowerCase()
    .replace(/_/g, ' ')
    .replace(/^q /, '')
    .replace(/^(?:add|get) (.+?)(?: prompt)?$/, '$1');
  if (plain === 'range') return { is: 'range' };
  const known = plainTypes[plain] as PlainType | undefined;
  if (Object.hasOwn(plainTypes, plain) && known) return { is: 'plain', type: known };
  if (Object.hasOwn(nearTypes, plain)) return { is: 'near', type: nearTypes[plain]! };
  if (unsupportedTypes.has(plain) || unsupportedTypes.has(plain.replace(/ /g, '-'))) return { is: 'unsupported' };
  return { is: 'unknown' };
}
