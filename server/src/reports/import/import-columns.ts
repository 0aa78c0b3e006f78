/** Which column of the file says what. Names as they stand in the first line; null: the file has none. */
export interface ImportColumns {
  /** The register's own key of the row. */
  key: string;
  created: string;
  closed: string | null;
  status: string | null;
  category: string;
  /** Words of the report, joined with ` · `. */
  text: string[];
  /** Where it is, joined with `, `. */
  place: string[];
  latitude: string | null;
  longitude: string | null;
}

export interface ImportMapping {
  columns: ImportColumns;
  /** Word of the file → code of the scheme; other words stay as they are. */
  categories: Readonly<Record<string, string>>;
  /** Words of the status that say it is closed. */
  closedWords: readonly string[];
}

/** The columns of the 311 services of American cities (Open311 exports). */
export const standardMapping: ImportMapping = {
  columns: {
    key: 'Unique Key',
    created: 'Created Date',
    closed: 'Closed Date',
    status: 'Status',
    category: 'Complaint Type',
    text: ['Descriptor', 'Location Type'],
    place: ['Incident Address', 'City'],
    latitude: 'Latitude',
    longitude: 'Longitude',
  },
  categories: {},
  closedWords: ['Closed'],
};

/** What `--mapping` changes of the standard. Throws RangeError with what is wrong. */
export function readMapping(json: string): ImportMapping {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch {
    throw new RangeError('no JSON');
  }
  const isMap = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap(given)) throw new RangeError('not an object');
  const { columns = {}, categories = {}, closedWords = standardMapping.closedWords, ...rest } = given;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new RangeError(`unknown: ${unknown}`);
  if (!isMap(columns) || !isMap(categories) || !isListOfTexts(closedWords))
    throw new RangeError('columns, categories, closedWords');
  const merged: Record<string, unknown> = { ...standardMapping.columns };
  for (const [name, value] of Object.entries(columns)) {
    if (!Object.hasOwn(standardMapping.columns, name)) throw new RangeError(`columns.${name}`);
    const standard = standardMapping.columns[name as keyof ImportColumns];
    const isMandatory = name === 'key' || name === 'created' || name === 'category';
    const isGood = Array.isArray(standard)
      ? isListOfTexts(value)
      : typeof value === 'string' || (value === null && !isMandatory);
    if (!isGood) throw new RangeError(`columns.${name}`);
    merged[name] = value;
  }
  for (const [word, code] of Object.entries(categories))
    if (typeof code !== 'string' || !/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(code))
      throw new RangeError(`categories.${word}`);
  return {
    columns: merged as unknown as ImportColumns,
    categories: categories as Record<string, string>,
    closedWords,
  };
}

function isListOfTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** Names of the columns that the file must have. */
export function columnsNeeded({ columns }: ImportMapping): string[] {
  return Object.values(columns).flatMap((column: string | string[] | null) => column ?? []);
}
