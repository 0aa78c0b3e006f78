import { scoreAxis } from './axis.js';
import type { ChartGroup } from './data.js';
import { drawRanking, needsDontKnowNote, px, textAt, type RankingChartOptions } from './ranking-chart.js';
import { escapeText, roundDecimal, textWidth, wrapText } from './text.js';
import { wordsIn } from './words.js';

export interface RankingExportOptions extends RankingChartOptions {
  title: string;
  /** What and when was asked, e.g. 2026 年第 5 期（9–10 月）. */
  period: string;
  /** How many answered, e.g. 有效答卷 2,462 份. */
  base: string;
  /** One sentence on weighting, intervals and ranks. */
  methodLine: string;
  /** SHA-256 (hex) of the released data, and where it can be checked. */
  hash: string;
  /** The mark's drawing on a 28 by 48 field, without an `<svg>` around it. */
  mark: string;
  /** Names of the scale's levels, best first: the legend of the distribution bars. */
  levels: readonly string[];
  isDemonstration: boolean;
}

const margin = 40;

/**
 * The ranking as a file that stands alone: title, period and base above, method line, hash and mark below, on its own
 * ground, without a reference to anything outside.
 */
export function rankingExport(groups: readonly ChartGroup[], options: RankingExportOptions): string {
  const { palette, language, width = 1120 } = options;
  const words = wordsIn(language);
  const chart = drawRanking(groups, { ...options, width, label: options.title });
  const full = width + margin * 2;
  const parts: string[] = [];
  let y = margin;

  const tag = options.isDemonstration ? textWidth(words.simulated, 12) + 16 : 0;
  for (const text of wrapText(options.title, 26, width - tag - 60)) {
    y += 34;
    parts.push(textAt(margin, y - 8, text, { size: 26, weight: 700, fill: palette.ink }));
  }
  if (tag > 0)
    parts.push(
      `<rect x="${px(full - margin - tag)}" y="${margin + 6}" width="${px(tag)}" height="22" rx="3" fill="none" stroke="${palette['ink-3']}" stroke-dasharray="3 2"/>`,
      textAt(full - margin - tag / 2, margin + 21, words.simulated, {
        size: 12,
        fill: palette['ink-2'],
        anchor: 'middle',
      }),
    );
  for (const text of wrapText(`${options.period}${language === 'en' ? '. ' : '。'}${options.base}`, 15, width)) {
    y += 24;
    parts.push(textAt(margin, y - 6, text, { size: 15, fill: palette['ink-2'] }));
  }
  y += 18;
  const key = legend(y);
  parts.push(key.svg);
  y = key.bottom + 18;

  const inner = chart.svg.replace(/^<svg[^>]*>/, '').replace(/<\/svg>$/, '');
  parts.push(
    `<g transform="translate(${margin} ${px(y)})">${inner.replace(/<title[^>]*>.*?<\/title>|<desc[^>]*>.*?<\/desc>/gs, '')}</g>`,
  );
  const description = /<desc[^>]*>(.*?)<\/desc>/s.exec(chart.svg)?.[1] ?? '';
  y += chart.height + 22;

  const axis = scoreAxis(groups);
  const notes = [
    options.methodLine,
    words.cutAxis(roundDecimal(axis.low.toFixed(4), 0), roundDecimal(axis.high.toFixed(4), 0)),
    ...(needsDontKnowNote(groups) ? [words.manyDontKnow] : []),
  ];
  const footTop = y;
  for (const text of notes.flatMap((note) => wrapText(note, 13, width - 70))) {
    y += 21;
    parts.push(textAt(margin, y - 6, text, { size: 13, fill: palette['ink-2'] }));
  }
  for (const text of wrapText(`SHA-256 ${options.hash}`, 12, width - 70)) {
    y += 20;
    parts.push(textAt(margin, y - 6, text, { size: 12, fill: palette['ink-3'] }));
  }
  y = Math.max(y, footTop + 60);
  parts.push(
    `<g transform="translate(${px(full - margin - 31.5)} ${px(footTop + 4)}) scale(1.125)">${options.mark}</g>`,
  );
  const height = Math.ceil(y + margin - 8);
  const font = options.fontFamily === undefined ? '' : ` font-family="${escapeText(options.fontFamily)}"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${full}" height="${height}" viewBox="0 0 ${full} ${height}" role="img" ` +
    `aria-labelledby="ranking-title ranking-alt"${font} font-variant-numeric="tabular-nums">` +
    `<title id="ranking-title">${escapeText(options.title)}</title><desc id="ranking-alt">${description}</desc>` +
    `<rect width="${full}" height="${height}" fill="${palette.surface}"/>${parts.join('')}</svg>\n`
  );

  function legend(firstTop: number): { svg: string; bottom: number } {
    let top = firstTop;
    const pieces: string[] = [];
    let x = margin;
    /** Moves on to a new line when a key of `symbol` px and its text would leave the page. */
    const begin = (symbol: number, text: string) => {
      if (x + symbol + textWidth(text, 13) <= full - margin) return;
      x = margin;
      top += 22;
    };
    const say = (text: string) => {
      pieces.push(textAt(x, top + 11, text, { size: 13, fill: palette['ink-2'] }));
      x += textWidth(text, 13) + 18;
    };
    if (
      options.hasDistribution !== false &&
      groups.some((group) => group.rows.some((row) => row.distribution.length > 0))
    )
      for (const [index, level] of options.levels.entries()) {
        const step = options.levels.length === 1 ? 5 : 5 - Math.round((index * 4) / (options.levels.length - 1));
        begin(22, level);
        const colour = palette[`sat-${step}` as 'sat-5'];
        pieces.push(`<rect x="${px(x)}" y="${px(top)}" width="16" height="12" rx="2" fill="${colour}"/>`);
        x += 22;
        say(level);
      }
    begin(36, words.scoreAndInterval);
    pieces.push(
      `<path d="M${px(x)} ${px(top + 6)}h28M${px(x)} ${px(top + 1)}v10M${px(x + 28)} ${px(top + 1)}v10" stroke="${palette['chart-interval']}" stroke-width="2"/>`,
      `<circle cx="${px(x + 14)}" cy="${px(top + 6)}" r="5" fill="${palette['chart-dot']}"/>`,
    );
    x += 36;
    say(words.scoreAndInterval);
    begin(14, words.groupMean);
    pieces.push(
      `<line x1="${px(x + 4)}" y1="${px(top - 2)}" x2="${px(x + 4)}" y2="${px(top + 14)}" stroke="${palette['ink-3']}" stroke-dasharray="2 4"/>`,
    );
    x += 14;
    say(words.groupMean);
    if (groups.some((group) => group.rows.some((row) => row.change?.isSignificant === true))) {
      begin(16, words.before);
      pieces.push(
        `<circle cx="${px(x + 5)}" cy="${px(top + 6)}" r="3.5" fill="none" stroke="${palette['ink-2']}" stroke-width="1.6"/>`,
      );
      x += 16;
      say(words.before);
    }
    return { svg: pieces.join(''), bottom: top + 12 };
  }
}
