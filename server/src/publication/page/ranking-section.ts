import {
  bandRuns,
  bandsOf,
  dontKnowText,
  manyDontKnow,
  needsDontKnowNote,
  oneDecimal,
  rankingChart,
  rankingRow,
  scoreAxis,
  sizeOfBand,
  thousands,
  wordsIn,
  type ScoreAxis,
} from '@minsheng/charts';
import {
  textIn,
  withheldReasons,
  type Language,
  type RankedUnit,
  type RankingGroup,
  type ReleaseDocument,
} from '@minsheng/contracts';
import { iconSvg, variablePalette } from '@minsheng/design';
import { reasonsText } from './headline.js';
import { html, trusted, type Html } from './html.js';
import { say } from './messages.js';

type Order = 'band' | 'name';

const collators = { 'zh-CN': new Intl.Collator('zh-CN-u-co-pinyin'), en: new Intl.Collator('en') };

function byName(rows: readonly RankedUnit[], language: Language): RankedUnit[] {
  return [...rows].sort((one, other) =>
    collators[language].compare(textIn(one.name, language), textIn(other.name, language)),
  );
}

const unitCount = (release: ReleaseDocument): number =>
  release.groups.reduce((sum, group) => sum + group.rows.length, 0);

/** Least and most that an answer can be worth. */
export function scoreRange(release: ReleaseDocument): [number, number] {
  const scores = release.method.scoreMap.map((level) => level.score);
  return scores.length > 0 ? [Math.min(...scores), Math.max(...scores)] : [0, 100];
}

/** 较上期 with arrow, size and words; nothing where there is no poll before. */
function changeMark(row: RankedUnit, language: Language): Html | null {
  if (row.change === null) return null;
  const words = wordsIn(language);
  if (!row.change.isSignificant) return html`${words.noChange}`;
  const falls = Number(row.change.difference) < 0;
  return html`<span class="${falls ? 'down' : 'up'}"
    >${falls ? '↓' : '↑'} ${oneDecimal(row.change.difference.replace(/^[+-]/, ''))}</span
  >`;
}

/** How many bands in how many words, in bold where it says that there is no order. */
function groupSays(group: RankingGroup, language: Language): Html {
  const units = group.rows.length;
  if (units === 0) return html`${say(language, 'ranking.groupNone')}`;
  if (units === 1) return html`${say(language, 'ranking.groupOne')}`;
  const bands = new Set(group.rows.map((row) => row.band)).size;
  const [lead, tie] =
    bands > 1
      ? (['ranking.groupSays', 'ranking.groupSaysTie'] as const)
      : (['ranking.groupOneBand', 'ranking.groupOneBandTie'] as const);
  return html`${say(language, lead, { n: units, k: bands })}<b>${say(language, tie)}</b>${language === 'en'
    ? '.'
    : '。'}`;
}

function listRow(row: RankedUnit, group: RankingGroup, axis: ScoreAxis, order: Order, language: Language): Html {
  const words = wordsIn(language);
  const rank =
    language === 'en'
      ? `${say(language, 'ranking.rangeOnly')} ${words.rankSet(...row.rankSet)}`
      : words.rankSet(...row.rankSet);
  const bands = bandsOf(group, row);
  const change = changeMark(row, language);
  const isMany = row.dontKnowShare > manyDontKnow;
  return html`<div class="row">
    <div>
      <h4>${textIn(row.name, language)}</h4>
      <p class="num">
        <span class="nb">${rank}</span>${change !== null &&
        html`<i class="sep"></i><span class="nb">${change}</span>`}${(order === 'name' || bands.length > 1) &&
        html`<i class="sep"></i><span class="nb">${words.bandInSentence(bands)}</span>`}${isMany &&
        html`<br /><span class="many">${say(language, 'table.dontKnow')} ${dontKnowText(row.dontKnowShare)}</span>`}
      </p>
    </div>
    ${trusted(rankingRow(row, axis, { palette: variablePalette, height: 48 }))}
    <div>
      <div class="value">${oneDecimal(row.score)}</div>
      <p class="num">±${oneDecimal(row.halfWidth)}</p>
    </div>
  </div>`;
}

/** Tick labels over the rows' axis; the drawing stretches with the column. */
function axisLabels(axis: ScoreAxis): Html {
  const places = axis.ticks.map((tick) => ({ tick, x: Math.round(axis.position(tick) * 10000) / 100 }));
  return trusted(
    `<svg width="100%" height="26" aria-hidden="true">${places
      .map(
        ({ tick, x }) =>
          `<text x="${x}%" y="17" text-anchor="middle" font-size="11" fill="var(--ink-3)">${tick}</text>`,
      )
      .join('')}</svg>`,
  );
}

/** One group as rows: band headings that count their units, then the units that are not ranked. */
export function rankingList(group: RankingGroup, axis: ScoreAxis, order: Order, language: Language): Html {
  const hasChange = group.rows.some((row) => row.change !== null);
  const runs = order === 'band' ? bandRuns(group.rows) : [{ band: 0, rows: byName(group.rows, language) }];
  const words = wordsIn(language);
  return html`<div class="rows">
    ${group.rows.length > 0 &&
    html`<div class="axis" aria-hidden="true">
      <span>${say(language, hasChange ? 'ranking.rangeAndChange' : 'ranking.rangeOnly')}</span>${axisLabels(axis)}<span
        >${say(language, 'ranking.scoreShort')}</span
      >
    </div>`}${runs.map((run) => {
      const size = sizeOfBand(group, run.band);
      const name = words.bandInSentence([run.band]);
      return html`${order === 'band' &&
      html`<div class="bandname">
        <b>${name.charAt(0).toUpperCase() + name.slice(1)}</b>${size > 1 &&
        html`<span>${say(language, 'units.ofBand', { n: size })}</span>`}
      </div>`}${run.rows.map((row) => listRow(row as RankedUnit, group, axis, order, language))}`;
    })}${group.unranked.length > 0 &&
    html`<div class="bandname"><b>${say(language, 'ranking.notRanked')}</b></div>
      ${group.unranked.map(
        (unit) =>
          html`<div class="row apart">
            <div>
              <h4>${textIn(unit.name, language)}</h4>
              <p>${reasonsText(unit.because, language)}</p>
            </div>
            <p class="num">${say(language, 'table.people')} ${thousands(unit.respondents)}</p>
          </div>`,
      )}`}
  </div>`;
}

function lists(release: ReleaseDocument, axis: ScoreAxis, order: Order, language: Language): Html {
  const anchor = (group: RankingGroup) => `${order}-${release.groups.indexOf(group)}`;
  return html`<div class="list">
    ${release.groups.length > 1 &&
    html`<nav class="jump num" aria-label="${say(language, 'ranking.groups')}">
      ${release.groups.map(
        (group) =>
          html`<a href="#${anchor(group)}"
            >${textIn(group.name, language)} <small>${group.rows.length + group.unranked.length}</small></a
          >`,
      )}
    </nav>`}${release.groups.map(
      (group) =>
        html`<section class="group" id="${anchor(group)}">
          <h3>${textIn(group.name, language)}</h3>
          <p class="says">${groupSays(group, language)}</p>
          ${rankingList(group, axis, order, language)}
        </section>`,
    )}
  </div>`;
}

/** The same figures as a table, two decimals: on these the ranks stand. Roles are written out, since the narrow layout
 * would take them from the table's elements. */
function table(group: RankingGroup, language: Language): Html {
  const words = wordsIn(language);
  const hasChange = group.rows.some((row) => row.change !== null);
  const columns = [
    'table.unit',
    'table.band',
    'table.rankSet',
    'table.marginalRankSet',
    'table.score',
    'table.halfWidth',
    'table.interval',
    ...(hasChange ? (['table.change'] as const) : []),
    'table.dontKnow',
    'table.people',
  ] as const;
  const cell = (key: (typeof columns)[number], content: Html | string) =>
    html`<td role="cell" data-label="${say(language, key)}">${content}</td>`;
  const changeCell = (row: RankedUnit) => {
    if (row.change === null) return cell('table.change', say(language, 'table.none'));
    const falls = Number(row.change.difference) < 0;
    const values = {
      arrow: falls ? '↓' : '↑',
      difference: row.change.isSignificant ? row.change.difference.replace(/^[+-]/, '') : row.change.difference,
      halfWidth: row.change.halfWidth,
    };
    return cell('table.change', say(language, row.change.isSignificant ? 'table.changed' : 'table.noChange', values));
  };
  const rows = bandRuns(group.rows).flatMap((run) => run.rows as RankedUnit[]);
  return html`<div class="twin">
    <table role="table">
      <caption>
        ${say(language, 'table.caption', { group: textIn(group.name, language) })}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map((key) => html`<th role="columnheader" scope="col">${say(language, key)}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map(
          (row) =>
            html`<tr role="row">
              <th role="rowheader" scope="row">${textIn(row.name, language)}</th>
              ${cell('table.band', words.bandInSentence(bandsOf(group, row)))}${cell(
                'table.rankSet',
                words.rankSet(...row.rankSet),
              )}${cell('table.marginalRankSet', words.rankSet(...row.marginalRankSet))}${cell(
                'table.score',
                row.score,
              )}${cell('table.halfWidth', `±${row.halfWidth}`)}${cell(
                'table.interval',
                `${row.interval[0]}–${row.interval[1]}`,
              )}${hasChange && changeCell(row)}${cell('table.dontKnow', dontKnowText(row.dontKnowShare))}${cell(
                'table.people',
                thousands(row.respondents),
              )}
            </tr>`,
        )}${group.unranked.map(
          (unit) =>
            html`<tr role="row">
              <th role="rowheader" scope="row">${textIn(unit.name, language)}</th>
              <td role="cell" class="why" colspan="${columns.length - 3}">
                ${say(language, 'table.notRanked', { reasons: reasonsText(unit.because, language) })}
              </td>
              ${cell('table.dontKnow', dontKnowText(unit.dontKnowShare))}${cell(
                'table.people',
                thousands(unit.respondents),
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function howToRead(language: Language): Html {
  const sample = say(language, 'ranking.score', { score: '78.4' });
  const interval = say(language, 'ranking.interval');
  return html`<div class="read only-drawn">
    <h3>${say(language, 'ranking.howToRead')}</h3>
    ${trusted(
      [
        '<svg width="250" height="86" viewBox="0 0 250 86" aria-hidden="true">',
        '<line x1="55" x2="195" y1="44" y2="44" stroke="var(--chart-interval)" stroke-width="5"/>',
        '<path d="M55 36v16M195 36v16" stroke="var(--chart-interval)" stroke-width="2"/>',
        '<circle cx="125" cy="44" r="8" fill="var(--chart-dot)"/>',
        '<path d="M125 34V22M55 56v10M195 56v10" stroke="var(--ink-3)"/>',
        `<text x="125" y="16" text-anchor="middle" font-size="13" font-weight="700" fill="var(--ink)">${sample}</text>`,
        '<text x="55" y="80" text-anchor="middle" font-size="13" fill="var(--ink-2)">76.4</text>',
        '<text x="195" y="80" text-anchor="middle" font-size="13" fill="var(--ink-2)">80.4</text>',
        `<text x="125" y="80" text-anchor="middle" font-size="12" fill="var(--ink-3)">${interval}</text></svg>`,
      ].join(''),
    )}${(['Line', 'Band', 'Rank'] as const).map(
      (what) => html`<p><b>${say(language, `ranking.read${what}`)}</b>${say(language, `ranking.read${what}Text`)}</p>`,
    )}
  </div>`;
}

function key(release: ReleaseDocument, language: Language): Html {
  const levels = release.method.scoreMap.length;
  const hasBars = release.groups.some((group) => group.rows.some((row) => row.distribution.length > 0));
  const hasBefore = release.groups.some((group) => group.rows.some((row) => row.change?.isSignificant === true));
  const swatch = (index: number) =>
    trusted(
      `<svg width="16" height="12" aria-hidden="true"><rect width="16" height="12" rx="2" fill="var(--sat-${levels === 1 ? 5 : 5 - Math.round((index * 4) / (levels - 1))})"/></svg>`,
    );
  return html`<p class="key only-drawn">
    ${hasBars &&
    release.method.scoreMap.map(
      (level, index) => html`<span>${swatch(index)}${textIn(level.name, language)}</span>`,
    )}<span>${trusted(
      '<svg width="8" height="14" aria-hidden="true"><line x1="4" x2="4" y1="0" y2="14" stroke="var(--ink-3)" stroke-dasharray="2 3"/></svg>',
    )}${say(language, 'ranking.groupMean')}</span>${hasBefore &&
    html`<span
      >${trusted(
        '<svg width="12" height="12" aria-hidden="true"><circle cx="6" cy="6" r="3.5" fill="none" stroke="var(--ink-2)" stroke-width="1.6"/></svg>',
      )}${say(language, 'ranking.before')}</span
    >`}<span class="muted">${say(language, 'ranking.dontKnowApart')}</span>
  </p>`;
}

/**
 * The ranking: by band, by name or as a table. The three views are chosen by radio buttons and the style sheet alone, so
 * they work where scripts do not; narrow screens and 关怀版 get rows in place of the drawing.
 */
export function rankingSection(release: ReleaseDocument, language: Language): Html {
  const axis = scoreAxis(release.groups);
  const [low, high] = scoreRange(release);
  const chart = (order: Order) =>
    trusted(
      rankingChart(release.groups, {
        language,
        palette: variablePalette,
        order,
        compareNames: collators[language].compare.bind(collators[language]),
        reasons: withheldReasons,
        id: `chart-${order}`,
        label: say(language, 'ranking.chartLabel', { n: unitCount(release) }),
      }),
    );
  const views = [
    ['band', 'ranking.byBand'],
    ['name', 'ranking.byName'],
    ['table', 'ranking.table'],
  ] as const;
  return html`<section class="ranking" id="ranking" aria-labelledby="ranking-heading">
    ${views.map(
      ([view, label], index) =>
        html`<input
          class="pick"
          type="radio"
          name="view"
          id="view-${view}"
          aria-label="${say(language, 'ranking.view')}：${say(language, label)}"
          ${index === 0 && trusted(' checked')}
        />`,
    )}
    <div class="views">
      <h2 class="sh" id="ranking-heading">
        ${say(language, 'ranking.title')}<small class="num">${say(language, 'ranking.range', { low, high })}</small>
      </h2>
      <div class="seg" aria-hidden="true">
        ${views.map(([view, label]) => html`<label for="view-${view}">${say(language, label)}</label>`)}
      </div>
    </div>
    ${howToRead(language)}${key(release, language)}
    <div class="by-band">
      <div class="chart">${chart('band')}</div>
      ${lists(release, axis, 'band', language)}
    </div>
    <div class="by-name">
      <div class="chart">${chart('name')}</div>
      ${lists(release, axis, 'name', language)}
    </div>
    <div class="by-table">${release.groups.map((group) => table(group, language))}</div>
    ${needsDontKnowNote(release.groups) && html`<p class="note">${say(language, 'ranking.dagger')}</p>`}
  </section>`;
}

/** The latest ranking in short, for the front page: each group as rows. */
export function rankingDigest(release: ReleaseDocument, language: Language): Html {
  const axis = scoreAxis(release.groups);
  return html`<div class="list">
    ${release.groups.map(
      (group) =>
        html`<section class="group">
          <h3>${textIn(group.name, language)}</h3>
          <p class="says">${groupSays(group, language)}</p>
          ${rankingList(group, axis, 'band', language)}
        </section>`,
    )}
  </div>`;
}

export const arrowIcon = (direction: 'up' | 'down'): Html =>
  trusted(iconSvg(direction === 'up' ? 'arrow-up' : 'arrow-down', { size: 17, strokeWidth: 2.4 }));
