import type { ChartGroup, ChartLanguage, ChartText } from './data.js';
import { bandRuns, bandsOf, sizeOfBand } from './order.js';
import { oneDecimal } from './text.js';
import { inLanguage, wordsIn } from './words.js';

/**
 * The ranking in words, in the order it is drawn: each unit with its score, interval, rank set and band, then the units
 * that are not ranked with the reasons. What a reader hears in place of the drawing.
 */
export function rankingAlt(
  groups: readonly ChartGroup[],
  options: { language: ChartLanguage; reasons?: Readonly<Record<string, ChartText>>; hasModes?: boolean },
): string {
  const { language, reasons = {}, hasModes = false } = options;
  const words = wordsIn(language);
  const [between, stop] = language === 'en' ? ['; ', '. '] : ['；', '。'];
  return groups
    .map((group) => {
      const ranked = bandRuns(group.rows).flatMap((run) =>
        run.rows.map((row) => {
          const sentence = words.rankedSentence({
            name: inLanguage(row.name, language),
            score: oneDecimal(row.score),
            halfWidth: oneDecimal(row.halfWidth),
            interval: [oneDecimal(row.interval[0]), oneDecimal(row.interval[1])],
            rankSet: row.rankSet,
            bands: bandsOf(group, row),
            tied: sizeOfBand(group, row.band),
          });
          return hasModes && row.modes != null ? sentence + words.modesSentence(row.modes) : sentence;
        }),
      );
      const apart = group.unranked.map((unit) =>
        words.unrankedSentence(
          inLanguage(unit.name, language),
          unit.because.map((code) => {
            const text = reasons[code];
            return text === undefined ? code : inLanguage(text, language);
          }),
        ),
      );
      const head = inLanguage(group.name, language);
      return `${head}${language === 'en' ? ': ' : '：'}${[...ranked, ...apart].join(between)}${stop}`;
    })
    .join('')
    .trim();
}
