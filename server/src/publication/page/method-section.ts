import { oneDecimal, percent, roundDecimal, thousands } from '@minsheng/charts';
import { textIn, type Language, type MarginReport, type ReleaseDocument, type UnitResult } from '@minsheng/contracts';
import { iconSvg } from '@minsheng/design';
import { daysInWords, listed } from './format.js';
import { html, raised, trusted, type Html } from './html.js';
import { siteAddress } from './layout.js';
import { say, type MessageKey } from './messages.js';
import { answersByMode } from './modes-section.js';
import { scoreRange } from './ranking-section.js';

const superscripts: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

/** A computed double for reading: three significant digits; small ones as a power of ten. */
function figure(value: number | null): string {
  if (value === null) return '–';
  if (Number.isInteger(value)) return thousands(value);
  if (Math.abs(value) >= 1e-3) return String(Number(value.toPrecision(3)));
  const [mantissa = '', exponent = ''] = value.toExponential(1).split('e');
  return `${mantissa} × 10${[...exponent].map((sign) => superscripts[sign] ?? '').join('')}`;
}

/** Two decimals, half-up, of a double that was not itself published. */
const twoDecimals = (value: number | null): string => (value === null ? '–' : roundDecimal(value.toFixed(6), 2));

function marginTable(margin: MarginReport, language: Language): Html {
  const columns: MessageKey[] = [
    'method.marginLevel',
    'method.marginRespondents',
    'method.marginBefore',
    'method.marginTarget',
    'method.marginAfter',
  ];
  const share = (value: number) => `${oneDecimal((value * 100).toFixed(6))}%`;
  return html`<table>
    <caption>
      ${textIn(margin.name, language)}
    </caption>
    <thead>
      <tr>
        ${columns.map((key) => html`<th scope="col">${say(language, key)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${margin.levels.map(
        (level) =>
          html`<tr>
            <th scope="row">${textIn(level.name, language)}</th>
            <td>${thousands(level.respondents)}</td>
            <td>${share(level.before)}</td>
            <td>${level.target === null ? say(language, 'method.marginAsIs') : share(level.target)}</td>
            <td>${share(level.after)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function indicatorTable(unit: UnitResult, language: Language): Html {
  const columns: MessageKey[] = [
    'method.indicator',
    'method.share',
    'method.mean',
    'method.standardError',
    'table.people',
  ];
  const about = [
    `${say(language, 'method.designEffect')} ${figure(unit.designEffect)}`,
    `${say(language, 'method.effective')} ${unit.effectiveRespondents === null ? '–' : thousands(Math.floor(unit.effectiveRespondents))}`,
    `${say(language, 'method.degrees')} ${figure(unit.degreesOfFreedom)}`,
  ].join(language === 'en' ? ', ' : '，');
  return html`<table>
    <caption>
      ${textIn(unit.name, language)}
      <span class="muted">${about}</span>
    </caption>
    <thead>
      <tr>
        ${columns.map((key) => html`<th scope="col">${say(language, key)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${unit.indicators.map(
        (indicator) =>
          html`<tr>
            <th scope="row">${textIn(indicator.name, language)}</th>
            <td>${oneDecimal((indicator.share * 100).toFixed(6))}%</td>
            <td>${twoDecimals(indicator.mean)}</td>
            <td>${twoDecimals(indicator.standardError)}</td>
            <td>${thousands(indicator.respondents)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Codes of a collapsed level by their names, where the margin knows them. */
function collapsedInWords(
  { margin: code, level, into, because }: { margin: string; level: string; into: string; because: string },
  margins: readonly MarginReport[],
  language: Language,
): Record<'margin' | 'level' | 'into' | 'because', string> {
  const margin = margins.find((each) => each.code === code);
  const name = (of: string) => {
    const found = margin?.levels.find((each) => each.code === of);
    return found === undefined ? of : textIn(found.name, language);
  };
  return {
    margin: margin === undefined ? code : textIn(margin.name, language),
    level: name(level),
    into: name(into),
    because,
  };
}

/** 这次怎么做的: every field of the method box, and what was asked of whom. */
export function methodSection(release: ReleaseDocument, language: Language): Html {
  const { method, poll } = release;
  const { weighting, design, publicationRule: rule } = method;
  const [low, high] = scoreRange(release);
  const ranked = release.groups.flatMap((group) => group.rows);
  const names = (items: { name: { zh: string; en: string } }[]) =>
    listed(
      items.map((item) => item.name),
      language,
    );
  const width = Number((rule.widestHalfWidthShare * (high - low)).toFixed(6));
  const wide: [MessageKey, string][] = [
    [
      'method.rule',
      say(language, 'method.ruleText', {
        n: rule.minimumRespondents,
        effective: rule.minimumEffectiveRespondents,
        units: rule.minimumSamplingUnits,
        share: percent(rule.largestSamplingUnitShare),
        width,
      }),
    ],
    ...(method.blend === null
      ? []
      : ([
          [
            'method.blend',
            say(language, 'method.blendText', {
              // It goes on where the description ends.
              description: textIn(method.blend.description, language).replace(/[。.]$/, ''),
              gap: twoDecimals(method.blend.medianGap),
              tau: figure(method.blend.tauSquared),
              deviation: twoDecimals(method.blend.robustDeviation),
              clip: method.blend.clipRobustDeviations,
              n: method.blend.clippedUnits,
            }),
          ],
        ] as [MessageKey, string][])),
    ...(weighting.collapsed.length > 0
      ? ([
          [
            'method.collapsed',
            weighting.collapsed
              .map((each) => say(language, 'method.collapsedItem', collapsedInWords(each, weighting.margins, language)))
              .join(language === 'en' ? '; ' : '；'),
          ],
        ] as [MessageKey, string][])
      : []),
    [
      'method.versions',
      say(language, 'method.versionsText', { method: method.methodVersion, code: method.codeVersion }),
    ],
  ];
  const facts: [MessageKey, string][] = [
    ['method.population', textIn(method.population, language)],
    ['method.source', textIn(poll.source, language)],
    [
      'method.responses',
      [
        say(language, 'method.responsesText', { n: thousands(poll.responses) }),
        ...(poll.modes.length > 1
          ? [answersByMode(release, language)]
          : poll.modes.map((mode) => textIn(mode.name, language))),
      ].join(language === 'en' ? ': ' : '，'),
    ],
    ...(poll.fieldwork === null
      ? []
      : ([['method.fieldwork', daysInWords(poll.fieldwork.from, poll.fieldwork.to, language)]] as [
          MessageKey,
          string,
        ][])),
    [
      'method.design',
      say(language, 'method.designText', {
        description: textIn(design.description, language),
        strata: design.strata,
        units: design.samplingUnits,
        df: design.degreesOfFreedom,
      }),
    ],
    [
      'method.weighting',
      weighting.margins.length === 0
        ? say(language, 'method.weightingNone')
        : say(language, 'method.weightingText', {
            margins: names(weighting.margins),
            n: weighting.margins.length,
            cycles: weighting.cycles,
            error: figure(weighting.largestMarginError),
          }),
    ],
    [
      'method.scoring',
      method.scoreMap
        .map((level) => `${textIn(level.name, language)} ${level.score}`)
        .join(language === 'en' ? ', ' : '，'),
    ],
    [
      'method.trimming',
      weighting.trimBounds === null
        ? say(language, 'method.notTrimmed')
        : say(language, 'method.trimmed', {
            low: weighting.trimBounds[0],
            high: weighting.trimBounds[1],
            n: weighting.trimmed,
          }),
    ],
    ...(method.notAnswers.length > 0
      ? ([['method.notAnswers', say(language, 'method.notAnswersText', { names: names(method.notAnswers) })]] as [
          MessageKey,
          string,
        ][])
      : []),
    [
      'method.error',
      say(language, 'method.errorText', {
        method: textIn(method.intervals.method, language),
        confidence: percent(method.intervals.confidence),
        deff: figure(weighting.kishDesignEffect),
      }),
    ],
    ['method.bands', say(language, 'method.bandsText')],
    [
      'method.ranks',
      say(language, 'method.ranksText', {
        confidence: percent(method.rankSets.confidence),
        values: textIn(method.rankSets.criticalValues, language),
        draws: thousands(method.rankSets.draws),
        seed: method.rankSets.seed,
      }),
    ],
  ];
  const fact =
    (isWide: boolean) =>
    ([key, value]: [MessageKey, string]) =>
      html`<div${isWide && trusted(' class="wide"')}><dt>${say(language, key)}</dt><dd class="num">${raised(value)}</dd></div>`;
  return html`<section class="method" id="method" aria-labelledby="method-heading">
    <div>
      <h2 class="sh" id="method-heading">${say(language, 'method.title')}</h2>
      <p class="lead">${say(language, 'method.summary')}</p>
      ${method.limits.length > 0 &&
      html`<h3 class="quiet">${say(language, 'method.limits')}</h3>
        ${method.limits.map(
          (limit) =>
            html`<p class="warn">
              ${trusted(iconSvg('info', { size: 19, strokeWidth: 2 }))}<span>${textIn(limit, language)}</span>
            </p>`,
        )}`}<a class="more" href="${siteAddress('method', language)}"
        >${say(language, 'method.full')}${trusted(iconSvg('arrow-right', { size: 17, strokeWidth: 2 }))}</a
      >
    </div>
    <dl class="facts">${facts.map(fact(false))}${wide.map(fact(true))}</dl>
    ${weighting.margins.length > 0 &&
    html`<details>
      <summary>${say(language, 'method.margins')}<small>${say(language, 'method.marginsHint')}</small></summary>
      <div class="margins">${weighting.margins.map((margin) => marginTable(margin, language))}</div>
    </details>`}${ranked.some((unit) => unit.indicators.length > 0) &&
    html`<details>
      <summary>${say(language, 'method.indicators')}<small>${say(language, 'method.indicatorsHint')}</small></summary>
      <div class="margins">${ranked.map((unit) => indicatorTable(unit, language))}</div>
    </details>`}
  </section>`;
}
