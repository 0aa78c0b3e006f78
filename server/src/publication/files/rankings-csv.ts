import type { RankedUnit, RankingGroup, ReleaseDocument, UnitModes, UnrankedUnit } from '@minsheng/contracts';

/** A cell of text is quoted and disarmed; a cell of a figure is written as published. */
type Cell = { text: string } | { figure: string | number | null };

const byteOrderMark = '\uFEFF';

/** Characters that make a spreadsheet read a cell as a formula, with their full-width forms. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

const decimalFigure = /^-?\d+(\.\d+)?$/;

/** A text that no spreadsheet runs: a leading apostrophe is shown by none and keeps the cell a text. */
function disarm(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

function written(cell: Cell): string {
  if ('text' in cell) {
    const text = disarm(cell.text);
    return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  }
  if (cell.figure === null) return '';
  if (typeof cell.figure === 'number') {
    if (!Number.isFinite(cell.figure)) throw new RangeError(`a figure of the release is ${cell.figure}`);
    return String(cell.figure);
  }
  if (!decimalFigure.test(cell.figure)) throw new RangeError(`not a published decimal: ${JSON.stringify(cell.figure)}`);
  return cell.figure;
}

interface Line {
  release: ReleaseDocument;
  group: RankingGroup;
  unit: RankedUnit | UnrankedUnit;
}

const isRanked = (unit: RankedUnit | UnrankedUnit): unit is RankedUnit => 'rank' in unit;
const figure = (value: string | number | null): Cell => ({ figure: value });
const text = (value: string | null): Cell => ({ text: value ?? '' });

/** A figure that only a ranked unit has in public: below the publication rule its score is not shown. */
const ofRanked =
  (value: (unit: RankedUnit) => string | number | null) =>
  ({ unit }: Line): Cell =>
    figure(isRanked(unit) ? value(unit) : null);

type ModeFigures = NonNullable<UnitModes['interview']>;

/** What one mode alone would say of a ranked unit. */
const ofMode = (mode: 'interview' | 'online', value: (figures: ModeFigures) => string | number) =>
  ofRanked(({ modes }) => {
    const figures = modes?.[mode] ?? null;
    return figures === null ? null : value(figures);
  });

/** 不了解 above this share is flagged, as it is on the page. */
const manyDontKnow = 0.4;

function flags({ release, unit }: Line): string {
  return [
    ...(isRanked(unit) ? [] : ['not-ranked', ...unit.because]),
    ...(unit.dontKnowShare > manyDontKnow ? ['many-dont-know'] : []),
    ...(release.isDemonstration ? ['simulated'] : []),
  ].join(' ');
}

/**
 * Columns in their order. The first twelve are the media interface's and never change name; columns are only added.
 * `grade` and `deltaRank` stay empty where a scheme gives none; `margin95` is the half-width of the 95 % interval.
 */
const columns: readonly [name: string, cell: (line: Line) => Cell][] = [
  ['scheme', ({ release }) => text(release.scheme)],
  ['period', ({ release }) => text(release.poll.periodKey)],
  ['group', ({ group }) => text(group.code)],
  ['rank', ofRanked((unit) => unit.rank)],
  ['unitCode', ({ unit }) => text(unit.unitId)],
  ['unitName', ({ unit }) => text(unit.name.zh)],
  ['score', ofRanked((unit) => unit.score)],
  ['grade', () => text(null)],
  ['deltaRank', () => figure(null)],
  ['n', ({ unit }) => figure(unit.respondents)],
  ['margin95', ofRanked((unit) => unit.halfWidth)],
  ['flags', (line) => text(flags(line))],
  ['rankSetLow', ofRanked((unit) => unit.rankSet[0])],
  ['rankSetHigh', ofRanked((unit) => unit.rankSet[1])],
  ['band', ofRanked((unit) => unit.band)],
  ['intervalLow', ofRanked((unit) => unit.interval[0])],
  ['intervalHigh', ofRanked((unit) => unit.interval[1])],
  ['standardError', ofRanked((unit) => unit.standardError)],
  ['degreesOfFreedom', ofRanked((unit) => unit.degreesOfFreedom)],
  ['designEffect', ofRanked((unit) => unit.designEffect)],
  ['effectiveN', ofRanked((unit) => unit.effectiveRespondents)],
  ['marginalRankSetLow', ofRanked((unit) => unit.marginalRankSet[0])],
  ['marginalRankSetHigh', ofRanked((unit) => unit.marginalRankSet[1])],
  ['change', ofRanked((unit) => unit.change?.difference ?? null)],
  ['changeMargin95', ofRanked((unit) => unit.change?.halfWidth ?? null)],
  [
    'changeIsSignificant',
    ({ unit }) => text(isRanked(unit) && unit.change !== null ? String(unit.change.isSignificant) : null),
  ],
  ['dontKnowShare', ({ unit }) => figure(unit.dontKnowShare)],
  ['groupName', ({ group }) => text(group.name.zh)],
  ['groupNameEn', ({ group }) => text(group.name.en)],
  ['unitNameEn', ({ unit }) => text(unit.name.en)],
  ['interviewScore', ofMode('interview', ({ score }) => score)],
  ['interviewMargin95', ofMode('interview', ({ halfWidth }) => halfWidth)],
  ['interviewN', ofMode('interview', ({ respondents }) => respondents)],
  ['onlineScore', ofMode('online', ({ score }) => score)],
  ['onlineMargin95', ofMode('online', ({ halfWidth }) => halfWidth)],
  ['onlineN', ofMode('online', ({ respondents }) => respondents)],
  ['onlineWeight', ofRanked((unit) => unit.modes?.lambda ?? null)],
  ['onlineIsClipped', ({ unit }) => text(isRanked(unit) && unit.modes !== null ? String(unit.modes.isClipped) : null)],
];

/**
 * `rankings.csv`: one line a unit, groups in release order, ranked units first. UTF-8 with a byte order mark and CRLF, so
 * that a double-click in a spreadsheet shows Chinese rightly; quoting by RFC 4180; decimals exactly as published.
 *
 * @throws RangeError when a figure is not one.
 */
export function rankingsCsv(release: ReleaseDocument): string {
  const lines = release.groups.flatMap((group) =>
    [...group.rows, ...group.unranked].map((unit) =>
      columns.map(([, cell]) => written(cell({ release, group, unit }))).join(','),
    ),
  );
  return byteOrderMark + [columns.map(([name]) => name).join(','), ...lines].map((line) => `${line}\r\n`).join('');
}
