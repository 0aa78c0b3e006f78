import { decimal, scoreAxis, scoreBefore, type ScoreAxis } from './axis.js';
import {
  manyDontKnow,
  type ChartColour,
  type ChartGroup,
  type ChartLanguage,
  type ChartPalette,
  type ChartRankedUnit,
  type ChartText,
  type ChartUnit,
  type ChartUnrankedUnit,
} from './data.js';
import { bandRuns, bandsOf, sizeOfBand } from './order.js';
import { rankingAlt } from './ranking-alt.js';
import { escapeText, oneDecimal, percent, textWidth, thousands, wrapText } from './text.js';
import { inLanguage, wordsIn, type ChartWords } from './words.js';

export interface RankingChartOptions {
  language: ChartLanguage;
  palette: ChartPalette;
  /** px; 1120 when not given, 720 at least (1020 with the distribution). */
  width?: number;
  /** `band` (default): best band first. `name`: for finding one unit; every row then carries its band. */
  order?: 'band' | 'name';
  compareNames?: (one: string, other: string) => number;
  /** Bars of the answers, best level first. */
  hasDistribution?: boolean;
  /** Under each interval: the interviewers' score alone (□) and the online score alone (◇; ◆ where it was clipped). */
  hasModes?: boolean;
  /** Texts of the reasons why a unit is not ranked. */
  reasons?: Readonly<Record<string, ChartText>>;
  /** Distinguishes the ids inside, when one page carries several charts. */
  id?: string;
  /** Short name of the drawing, read first by a screen reader. */
  label?: string;
  fontFamily?: string;
}

export interface Drawing {
  svg: string;
  width: number;
  height: number;
}

const rowHeight = 38;
const nameLine = 20;
const nameSize = 16;
const smallLine = 18;
const headerHeight = 28;

/** px with one decimal. @throws Error on anything that would leave NaN in a published file. */
export function px(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`a coordinate is ${value}`);
  return String(Math.round(value * 10) / 10);
}

interface TextStyle {
  size: number;
  fill: string;
  anchor?: 'start' | 'middle' | 'end';
  weight?: 400 | 500 | 700;
}

export function textAt(x: number, y: number, text: string, style: TextStyle): string {
  const anchor = style.anchor === undefined || style.anchor === 'start' ? '' : ` text-anchor="${style.anchor}"`;
  const weight = style.weight === undefined || style.weight === 400 ? '' : ` font-weight="${style.weight}"`;
  return (
    `<text x="${px(x)}" y="${px(y)}"${anchor} font-size="${style.size}"${weight} fill="${style.fill}">` +
    `${escapeText(text)}</text>`
  );
}

function line(x1: number, y1: number, x2: number, y2: number, stroke: string, more = ''): string {
  return `<line x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}" stroke="${stroke}"${more}/>`;
}

/** Where each column stands: left edges of what reads from the left, right edges of figures. */
interface Columns {
  blockWidth: number;
  ground: number;
  name: number;
  nameWidth: number;
  rankSet: number;
  axisLeft: number;
  axisRight: number;
  score: number;
  halfWidth: number;
  change: number | null;
  bars: { left: number; right: number } | null;
  dontKnow: number;
  people: number;
}

function layOut(groups: readonly ChartGroup[], options: RankingChartOptions, words: ChartWords): Columns {
  const { language, width = 1120, hasDistribution = true } = options;
  const units: ChartUnit[] = groups.flatMap((group) => [...group.rows, ...group.unranked]);
  const rows = groups.flatMap((group) => group.rows);
  const withBars = hasDistribution && rows.some((row) => row.distribution.length > 0);
  const least = withBars ? 1020 : 720;
  if (!(width >= least)) throw new RangeError(`the ranking chart needs at least ${least} px, not ${width}`);
  const withChange = rows.some((row) => row.change !== null);

  const widest = Math.max(...units.map((unit) => textWidth(inLanguage(unit.name, language), nameSize)), 0);
  const nameWidth = Math.min(Math.max(Math.ceil(widest), 104), width >= 960 ? 200 : 150);
  const rankWidth = Math.max(
    textWidth(words.rankRange, 13),
    ...rows.map((row) => textWidth(words.rankSet(...row.rankSet), 14)),
  );

  const people = width;
  const dontKnow = people - Math.max(58, textWidth(withBars ? words.people : words.respondents, 13) + 18);
  const bars = withBars ? { left: dontKnow - 256, right: dontKnow - 42 } : null;
  const beforeBars = bars === null ? dontKnow - Math.max(66, textWidth(words.dontKnow, 13) + 18) : bars.left - 30;
  const change = withChange ? beforeBars : null;
  const halfWidth = withChange ? beforeBars - Math.max(76, textWidth(words.noChange, 14) + 26) : beforeBars;
  const score = halfWidth - 40;
  const name = 72;
  const rankSet = name + nameWidth + 12 + rankWidth;
  return {
    blockWidth: 52,
    ground: 62,
    name,
    nameWidth,
    rankSet,
    axisLeft: rankSet + 22,
    axisRight: score - 56,
    score,
    halfWidth,
    change,
    bars,
    dontKnow,
    people,
  };
}

/** The five-step scale's colours, spread over as many levels as the answers have. */
function levelColours(levels: number): { fill: ChartColour; on: ChartColour }[] {
  const scale = [5, 4, 3, 2, 1] as const;
  return Array.from({ length: levels }, (_, index) => {
    const at = levels === 1 ? 0 : Math.round((index * (scale.length - 1)) / (levels - 1));
    const step = scale[at] ?? 3;
    return { fill: `sat-${step}`, on: `sat-${step}-on` };
  });
}

function distributionBar(
  shares: readonly number[],
  left: number,
  right: number,
  y: number,
  palette: ChartPalette,
): string {
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (!(total > 0)) return '';
  const gap = 1;
  const room = right - left - gap * (shares.length - 1);
  const colours = levelColours(shares.length);
  let x = left;
  return shares
    .map((share, index) => {
      const colour = colours[index] ?? { fill: 'sat-3' as const, on: 'sat-3-on' as const };
      const width = (room * share) / total;
      const start = x;
      x += width + gap;
      const figure =
        share / total >= 0.1
          ? textAt(start + width / 2, y + 4, percent(share / total).slice(0, -1), {
              size: 11,
              fill: palette[colour.on],
              anchor: 'middle',
            })
          : '';
      return `<rect x="${px(start)}" y="${px(y - 8)}" width="${px(width)}" height="16" fill="${palette[colour.fill]}"/>${figure}`;
    })
    .join('');
}

/** Dot on its interval; the earlier score as a hollow dot above, joined to where the unit stands now. */
function dotAndInterval(row: ChartRankedUnit, y: number, at: (score: number) => number, palette: ChartPalette): string {
  const [left, right] = [at(decimal(row.interval[0])), at(decimal(row.interval[1]))];
  const centre = at(decimal(row.score));
  const before = scoreBefore(row);
  const interval =
    line(left, y, right, y, palette['chart-interval'], ' stroke-width="4" class="interval"') +
    `<path d="M${px(left)} ${px(y - 5.5)}v11M${px(right)} ${px(y - 5.5)}v11" stroke="${palette['chart-interval']}" stroke-width="1.6"/>`;
  const dot = `<circle cx="${px(centre)}" cy="${px(y)}" r="6" fill="${palette['chart-dot']}" stroke="${palette.surface}" stroke-width="1.8" class="dot"/>`;
  if (before === null) return interval + dot;
  const colour = palette[before < decimal(row.score) ? 'chart-up' : 'chart-down'];
  const from = at(before);
  const reach = from < centre ? from + 3.5 : from - 3.5;
  return (
    line(reach, y - 11, centre, y - 11, colour, ' stroke-width="1.6"') +
    `<circle cx="${px(from)}" cy="${px(y - 11)}" r="3.5" fill="${palette.surface}" stroke="${colour}" stroke-width="1.6" class="before"/>` +
    interval +
    dot
  );
}

/** What each mode alone would say, under the interval: they enter the score together, within bounds. */
function modeMarks(row: ChartRankedUnit, y: number, at: (score: number) => number, palette: ChartPalette): string {
  const { interview, online, isClipped } = row.modes ?? { interview: null, online: null, isClipped: false };
  const [square, diamond] = [interview, online].map((mode) => (mode === null ? null : at(decimal(mode.score))));
  const under = y + 12;
  const ink = palette['ink-3'];
  return (
    (square != null && diamond != null
      ? line(square, under, diamond, under, palette['line-2'], ' stroke-width="1.4"')
      : '') +
    (square == null
      ? ''
      : `<rect x="${px(square - 3.2)}" y="${px(under - 3.2)}" width="6.4" height="6.4" fill="${palette.surface}" ` +
        `stroke="${ink}" stroke-width="1.4" class="interview"/>`) +
    (diamond == null
      ? ''
      : `<path d="M${px(diamond - 4.4)} ${px(under)}l4.4 -4.4 4.4 4.4 -4.4 4.4z" ` +
        `fill="${isClipped ? ink : palette.surface}" stroke="${ink}" stroke-width="1.4" class="online"/>`)
  );
}

/** `↑ 3.1`, `↓ 2.6` or 持平: a size only where the change is significant. */
export function changeText(change: ChartRankedUnit['change'], words: ChartWords): string {
  if (change === null) return words.nothingBefore;
  if (!change.isSignificant) return words.noChange;
  const size = oneDecimal(change.difference.replace(/^[+-]/, ''));
  return `${decimal(change.difference) < 0 ? '↓' : '↑'} ${size}`;
}

export const dontKnowText = (share: number): string => `${percent(share)}${share > manyDontKnow ? ' †' : ''}`;

/**
 * The ranking as one drawing: groups under each other on one axis, bands as blocks that count their units, dots with
 * intervals, rank sets, change, answers, 不了解 and base. Units below the publication rule stand apart, without a score.
 * Read in grey it says the same: bands are blocks with words, changes carry arrows, many 不了解 carry a dagger.
 *
 * @throws RangeError when a published figure is not a decimal or the width cannot hold the columns.
 */
export function drawRanking(groups: readonly ChartGroup[], options: RankingChartOptions): Drawing {
  const { language, palette, width = 1120, order = 'band', reasons = {} } = options;
  const words = wordsIn(language);
  const columns = layOut(groups, options, words);
  const hasModes = options.hasModes === true;
  const axis = scoreAxis(groups, hasModes);
  const at = (score: number) => columns.axisLeft + axis.position(score) * (columns.axisRight - columns.axisLeft);
  const parts: string[] = [header(columns, axis, at, palette, words, width)];
  let y = headerHeight;
  for (const [index, group] of groups.entries()) {
    if (index > 0) {
      y += 14;
      parts.push(line(0, y, width, y, palette.ink, ' stroke-width="1.5"'));
    }
    const drawn = drawGroup(group, y);
    parts.push(drawn.svg);
    y += drawn.height;
  }
  const label = escapeText(options.label ?? words.scoreAndInterval);
  const id = escapeText(options.id ?? 'ranking');
  const font = options.fontFamily === undefined ? '' : ` font-family="${escapeText(options.fontFamily)}"`;
  const height = Math.ceil(y + 4);
  return {
    width,
    height,
    svg:
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `role="img" aria-labelledby="${id}-title ${id}-alt"${font} font-variant-numeric="tabular-nums">` +
      `<title id="${id}-title">${label}</title>` +
      `<desc id="${id}-alt">${escapeText(rankingAlt(groups, { language, reasons, hasModes }))}</desc>` +
      `${parts.join('')}</svg>`,
  };

  function drawGroup(group: ChartGroup, top: number): { svg: string; height: number } {
    const bandCount = new Set(group.rows.map((row) => row.band)).size;
    const name = inLanguage(group.name, language);
    const size = words.groupSize(group.rows.length, bandCount, group.unranked.length);
    const pieces = [
      `<text x="0" y="${px(top + 27)}"><tspan font-size="17" font-weight="700" fill="${palette.ink}">${escapeText(name)}</tspan>` +
        `<tspan dx="12" font-size="14" fill="${palette['ink-3']}">${escapeText(size)}</tspan></text>`,
    ];
    const rowsTop = top + 42;
    const drawnRows: string[] = [];
    const grounds: string[] = [];
    const blocks: string[] = [];
    const extents = new Map<string, { from: number; to: number }>();
    let cursor = rowsTop;
    const runs =
      order === 'band'
        ? bandRuns(group.rows)
        : [...group.rows]
            .sort((one, other) => {
              const [a, b] = [inLanguage(one.name, language), inLanguage(other.name, language)];
              return (options.compareNames ?? ((x, y) => x.localeCompare(y, language)))(a, b);
            })
            .map((row) => ({ band: row.band, rows: [row] }));
    for (const [index, run] of runs.entries()) {
      const from = cursor;
      for (const row of run.rows) {
        const lines = wrapText(inLanguage(row.name, language), nameSize, columns.nameWidth);
        const height = rowHeight + (lines.length - 1) * nameLine;
        extents.set(row.unitId, { from: cursor, to: cursor + height });
        drawnRows.push(drawRow(row, lines, cursor, height));
        cursor += height;
      }
      if (index % 2 === 0)
        grounds.push(
          `<rect x="${columns.ground}" y="${px(from + 1)}" width="${px(width - columns.ground)}" height="${px(cursor - from - 2)}" rx="4" fill="${palette['chart-band']}" fill-opacity=".62"/>`,
        );
      const count = sizeOfBand(group, run.band);
      blocks.push(bandBlock(run.band, order === 'band' ? count : 1, from, cursor, order === 'band'));
    }
    const brackets = order === 'band' ? overlapBrackets(group, extents) : '';
    const grid = axis.ticks.map((tick) => line(at(tick), rowsTop, at(tick), cursor, palette['chart-grid'])).join('');
    const scores = group.rows.map((row) => decimal(row.score));
    const mean =
      scores.length > 1
        ? line(
            at(scores.reduce((sum, score) => sum + score, 0) / scores.length),
            rowsTop,
            at(scores.reduce((sum, score) => sum + score, 0) / scores.length),
            cursor,
            palette['ink-3'],
            ' stroke-dasharray="2 4" class="mean"',
          )
        : '';
    pieces.push(grounds.join(''), grid, mean, blocks.join(''), brackets, drawnRows.join(''));
    if (group.unranked.length > 0) {
      const apart = drawUnranked(group.unranked, cursor + (group.rows.length > 0 ? 6 : 0));
      pieces.push(apart.svg);
      cursor = apart.bottom;
    }
    return { svg: `<g data-group="${escapeText(group.code)}">${pieces.join('')}</g>`, height: cursor - top };
  }

  function bandBlock(band: number, count: number, from: number, to: number, isRun: boolean): string {
    const isTie = count > 1;
    const middle = (from + to) / 2;
    const blockTop = from + 3;
    const name = words.band(band);
    const nameFont = textWidth(name, 14) > columns.blockWidth - 8 ? 12 : 14;
    const ink = isTie ? palette['on-dai'] : palette['dai-text'];
    const twoLines = isTie && isRun;
    return (
      `<rect x=".5" y="${px(blockTop)}" width="${columns.blockWidth}" height="${px(to - from - 6)}" rx="4" ` +
      `fill="${isTie ? palette.dai : palette.surface}" stroke="${palette.dai}" class="band"/>` +
      textAt(columns.blockWidth / 2, middle + (twoLines ? -2 : 5), name, {
        size: nameFont,
        weight: 700,
        fill: ink,
        anchor: 'middle',
      }) +
      (twoLines
        ? textAt(columns.blockWidth / 2, middle + 14, words.unitsInBand(count), {
            size: 12,
            fill: ink,
            anchor: 'middle',
          })
        : '')
    );
  }

  /** A band that reaches beyond the rows listed under it: a bracket beside the names shows how far. */
  function overlapBrackets(group: ChartGroup, extents: ReadonlyMap<string, { from: number; to: number }>): string {
    return group.bands
      .filter((band) =>
        band.unitIds.some((unitId) => group.rows.some((row) => row.unitId === unitId && row.band !== band.number)),
      )
      .map((band, index) => {
        const places = band.unitIds.flatMap((unitId) => extents.get(unitId) ?? []);
        const from = Math.min(...places.map((place) => place.from)) + 5;
        const to = Math.max(...places.map((place) => place.to)) - 5;
        const x = columns.blockWidth + (index % 2 === 0 ? 4 : 8);
        return `<path d="M${px(x - 3)} ${px(from)}h3V${px(to)}h-3" fill="none" stroke="${palette.dai}" stroke-width="1.6" class="overlap"/>`;
      })
      .join('');
  }

  function drawRow(row: ChartRankedUnit, lines: readonly string[], top: number, height: number): string {
    const y = top + height / 2;
    const changed = row.change?.isSignificant === true;
    const changeFill = !changed
      ? palette['ink-3']
      : palette[decimal(row.change?.difference ?? '0') < 0 ? 'chart-down' : 'chart-up'];
    return (
      `<g data-unit="${escapeText(row.unitId)}" data-band="${row.band}">` +
      nameLines(lines, y, palette.ink) +
      textAt(columns.rankSet, y + 5, words.rankSet(...row.rankSet), {
        size: 14,
        fill: palette['ink-2'],
        anchor: 'end',
      }) +
      dotAndInterval(row, y, at, palette) +
      (hasModes ? modeMarks(row, y, at, palette) : '') +
      textAt(columns.score, y + 6, oneDecimal(row.score), { size: 18, weight: 700, fill: palette.ink, anchor: 'end' }) +
      textAt(columns.halfWidth, y + 5.5, `±${oneDecimal(row.halfWidth)}`, {
        size: 14,
        fill: palette['ink-3'],
        anchor: 'end',
      }) +
      (columns.change === null
        ? ''
        : textAt(columns.change, y + 5, changeText(row.change, words), {
            size: 14,
            weight: changed ? 700 : 400,
            fill: changeFill,
            anchor: 'end',
          })) +
      (columns.bars === null
        ? ''
        : distributionBar(row.distribution, columns.bars.left, columns.bars.right, y, palette)) +
      dontKnowCell(row.dontKnowShare, y) +
      textAt(columns.people, y + 5, thousands(row.respondents), { size: 14, fill: palette['ink-2'], anchor: 'end' }) +
      `</g>`
    );
  }

  /** The dagger hangs beside the column, so that the figures stay under each other. */
  function dontKnowCell(share: number, y: number): string {
    const isMany = share > manyDontKnow;
    const style = { size: 14, fill: palette[isMany ? 'st-overdue' : 'ink-2'] } as const;
    return (
      textAt(columns.dontKnow, y + 5, percent(share), { ...style, weight: isMany ? 700 : 400, anchor: 'end' }) +
      (isMany ? textAt(columns.dontKnow + 2, y + 3, '†', { ...style, size: 12 }) : '')
    );
  }

  function nameLines(lines: readonly string[], y: number, fill: string): string {
    const first = y + 5.5 - ((lines.length - 1) * nameLine) / 2;
    return lines
      .map((text, index) => textAt(columns.name, first + index * nameLine, text, { size: nameSize, weight: 500, fill }))
      .join('');
  }

  function drawUnranked(units: readonly ChartUnrankedUnit[], top: number): { svg: string; bottom: number } {
    const pieces = [
      line(columns.ground, top, width, top, palette['line-2'], ' stroke-dasharray="4 4"'),
      textAt(columns.name, top + 24, words.notRanked, { size: 14, weight: 500, fill: palette['ink-2'] }),
    ];
    let cursor = top + 34;
    const reasonLeft = columns.axisLeft;
    for (const unit of units) {
      const lines = wrapText(inLanguage(unit.name, language), nameSize, columns.nameWidth);
      const why = words.reasonsJoined(
        unit.because.map((code) => {
          const text = reasons[code];
          return text === undefined ? code : inLanguage(text, language);
        }),
      );
      const whyLines = wrapText(why, 14, columns.dontKnow - 60 - reasonLeft);
      const height = rowHeight + Math.max((lines.length - 1) * nameLine, (whyLines.length - 1) * smallLine);
      const y = cursor + height / 2;
      pieces.push(
        `<g data-unranked="${escapeText(unit.unitId)}">` +
          nameLines(lines, y, palette['ink-2']) +
          whyLines
            .map((text, index) =>
              textAt(reasonLeft, y + 5 + (index - (whyLines.length - 1) / 2) * smallLine, text, {
                size: 14,
                fill: palette['ink-2'],
              }),
            )
            .join('') +
          dontKnowCell(unit.dontKnowShare, y) +
          textAt(columns.people, y + 5, thousands(unit.respondents), {
            size: 14,
            fill: palette['ink-2'],
            anchor: 'end',
          }) +
          `</g>`,
      );
      cursor += height;
    }
    return { svg: pieces.join(''), bottom: cursor };
  }
}

function header(
  columns: Columns,
  axis: ScoreAxis,
  at: (score: number) => number,
  palette: ChartPalette,
  words: ChartWords,
  width: number,
): string {
  const label = (x: number, text: string, anchor: 'start' | 'middle' | 'end') =>
    textAt(x, 16, text, { size: 13, fill: palette['ink-3'], anchor });
  return [
    label(0, words.tiedWithin, 'start'),
    label(columns.rankSet, words.rankRange, 'end'),
    ...axis.ticks.map((tick) => label(at(tick), String(tick), 'middle')),
    label(columns.halfWidth, words.scoreAndError, 'end'),
    columns.change === null ? '' : label(columns.change, words.change, 'end'),
    columns.bars === null ? '' : label(columns.bars.left, words.answers, 'start'),
    label(columns.dontKnow, words.dontKnow, 'end'),
    label(columns.people, columns.bars === null ? words.respondents : words.people, 'end'),
    line(0, headerHeight, width, headerHeight, palette.ink, ' stroke-width="1.5"'),
  ].join('');
}

/** `drawRanking` as an SVG string. */
export function rankingChart(groups: readonly ChartGroup[], options: RankingChartOptions): string {
  return drawRanking(groups, options).svg;
}

/** Whether any unit's dagger needs its note. */
export const needsDontKnowNote = (groups: readonly ChartGroup[]): boolean =>
  groups.some((group) => [...group.rows, ...group.unranked].some((unit) => unit.dontKnowShare > manyDontKnow));

/** All bands of a unit, as the phone's and the table's text writes them. */
export const bandText = (group: ChartGroup, row: ChartRankedUnit, language: ChartLanguage): string =>
  wordsIn(language).bandInSentence(bandsOf(group, row));
