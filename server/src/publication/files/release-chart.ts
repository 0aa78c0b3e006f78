import { rankingExport, thousands } from '@minsheng/charts';
import { textIn, withheldReasons, type Language, type ReleaseDocument } from '@minsheng/contracts';
import { fonts, markShape, palettes } from '@minsheng/design';
import { daysInWords, listed } from '../page/format.js';
import { say } from '../page/messages.js';

/**
 * `chart.svg` (中文) and `chart-en.svg`: the ranking as a drawing that stands alone in print or on another page.
 *
 * @param contentHash SHA-256 (hex) of `release.json`, printed in the drawing.
 */
export function releaseChart(release: ReleaseDocument, options: { language: Language; contentHash: string }): string {
  const { language, contentHash } = options;
  const { poll, method } = release;
  const join = language === 'en' ? ', ' : '，';
  const period = [
    textIn(release.city, language),
    textIn(poll.source, language),
    ...(poll.fieldwork === null ? [] : [daysInWords(poll.fieldwork.from, poll.fieldwork.to, language)]),
  ].join(join);
  const margins = listed(
    method.weighting.margins.map((margin) => margin.name),
    language,
  );
  return rankingExport(release.groups, {
    language,
    palette: palettes.light,
    fontFamily: fonts.sans,
    reasons: withheldReasons,
    title: textIn(poll.title, language),
    period,
    base: `${say(language, 'method.responses')} ${say(language, 'method.responsesText', { n: thousands(poll.responses) })}`,
    methodLine: say(language, 'chart.methodLine', {
      margins: margins === '' ? say(language, 'method.weightingNone') : margins,
      intervals: textIn(method.intervals.method, language),
      values: textIn(method.rankSets.criticalValues, language),
    }),
    hash: contentHash,
    mark: markShape(),
    levels: method.scoreMap.map((level) => textIn(level.name, language)),
    isDemonstration: release.isDemonstration,
  });
}
