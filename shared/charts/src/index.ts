export {
  manyDontKnow,
  type ChartColour,
  type ChartGroup,
  type ChartLanguage,
  type ChartModes,
  type ChartPalette,
  type ChartRankedUnit,
  type ChartText,
  type ChartUnit,
  type ChartUnrankedUnit,
} from './data.js';
export { scoreAxis, scoreBefore, type ScoreAxis } from './axis.js';
export { bandRuns, bandsOf, sizeOfBand, type BandRun } from './order.js';
export {
  bandText,
  changeText,
  dontKnowText,
  needsDontKnowNote,
  rankingChart,
  type RankingChartOptions,
} from './ranking-chart.js';
export { rankingRow, rankingRowPlaces, type RankingRowOptions } from './ranking-row.js';
export { rankingExport, type RankingExportOptions } from './ranking-export.js';
export { rankingAlt } from './ranking-alt.js';
export {
  chineseNumber,
  escapeText,
  oneDecimal,
  percent,
  roundDecimal,
  splitPowers,
  textWidth,
  thousands,
  wrapText,
} from './text.js';
export { inLanguage, wordsIn, type ChartWords } from './words.js';
