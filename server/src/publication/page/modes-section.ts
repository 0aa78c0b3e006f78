import { oneDecimal, thousands } from '@minsheng/charts';
import {
  textIn,
  type Language,
  type RankedUnit,
  type RankingGroup,
  type ReleaseDocument,
  type UnitModes,
  type UnrankedUnit,
} from '@minsheng/contracts';
import { listed } from './format.js';
import { html, trusted, type Html } from './html.js';
import { say } from './messages.js';

type Figures = UnitModes['interview'];
type UnitWithModes = (RankedUnit | UnrankedUnit) & { modes: UnitModes };

const hasModes = (unit: RankedUnit | UnrankedUnit): unit is UnitWithModes => unit.modes !== null;

/** Answers by mode in a line: `面访 2,402 份，网上 6,180 份`. */
export function answersByMode({ poll }: ReleaseDocument, language: Language): string {
  return poll.modes
    .map((mode) => say(language, 'method.mode', { name: textIn(mode.name, language), n: thousands(mode.responses) }))
    .join(language === 'en' ? ', ' : '，');
}

/** Lowest and highest of everything drawn in a group, with room at both ends. */
function rangeOf(units: readonly UnitWithModes[]): [number, number] {
  const ends = units.flatMap(({ modes }) =>
    [modes.interview, modes.online].flatMap((figures) => {
      if (figures === null) return [];
      const [score, half] = [Number(figures.score), Number(figures.halfWidth)];
      return [score - half, score + half];
    }),
  );
  return ends.length === 0 ? [0, 100] : [Math.floor(Math.min(...ends)) - 1, Math.ceil(Math.max(...ends)) + 1];
}

const width = 180;

/** ○ and ◇ with their intervals on two lines, ● between them; the figures stand beside in words. */
function drawing({ score, modes }: UnitWithModes, [low, high]: [number, number]): Html {
  const at = (value: number) => Math.round((6 + ((value - low) / (high - low)) * (width - 12)) * 10) / 10;
  const line = (figures: Figures, y: number) => {
    if (figures === null) return '';
    const [middle, half] = [Number(figures.score), Number(figures.halfWidth)];
    return `<line x1="${at(middle - half)}" x2="${at(middle + half)}" y1="${y}" y2="${y}" stroke="var(--chart-interval)" stroke-width="2.5"/>`;
  };
  const circle = (figures: Figures, y: number) =>
    figures === null
      ? ''
      : `<circle cx="${at(Number(figures.score))}" cy="${y}" r="4.5" fill="var(--surface)" stroke="var(--chart-dot)" stroke-width="1.8"/>`;
  const diamond = (figures: Figures, y: number) => {
    if (figures === null) return '';
    const x = at(Number(figures.score));
    return `<path d="M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}Z" fill="var(--surface)" stroke="var(--chart-dot)" stroke-width="1.8"/>`;
  };
  const dot = score === null ? '' : `<circle cx="${at(Number(score))}" cy="20" r="4.5" fill="var(--chart-dot)"/>`;
  return trusted(
    `<svg width="${width}" height="40" viewBox="0 0 ${width} 40" aria-hidden="true">` +
      `<line x1="6" x2="${width - 6}" y1="20" y2="20" stroke="var(--chart-grid)"/>` +
      `${line(modes.interview, 10)}${line(modes.online, 30)}${circle(modes.interview, 10)}${diamond(modes.online, 30)}${dot}</svg>`,
  );
}

function figuresText(figures: Figures, language: Language): string {
  if (figures === null) return say(language, 'modes.noAnswers');
  const people = say(language, 'modes.people', { n: thousands(figures.respondents) });
  return `${oneDecimal(figures.score)} ±${oneDecimal(figures.halfWidth)}${language === 'en' ? ', ' : '，'}${people}`;
}

function groupTable(group: RankingGroup, language: Language): Html | null {
  const units = [...group.rows, ...group.unranked].filter(hasModes);
  if (units.length === 0) return null;
  const columns = [
    'modes.unit',
    'modes.drawing',
    'modes.blended',
    'modes.interview',
    'modes.online',
    'modes.weight',
  ] as const;
  const range = rangeOf(units);
  const cell = (column: (typeof columns)[number], content: Html | string) =>
    html`<td role="cell" data-label="${say(language, column)}">${content}</td>`;
  return html`<table role="table">
    <caption>
      ${say(language, 'modes.caption', { group: textIn(group.name, language) })}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${columns.map((key) => html`<th role="columnheader" scope="col">${say(language, key)}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${units.map((unit) => {
        const { lambda, isClipped, interview, online } = unit.modes;
        // A unit below the publication rule has no score in public.
        const isRanked = 'rank' in unit;
        const weight = lambda === null ? say(language, 'table.none') : `${oneDecimal((lambda * 100).toFixed(6))}%`;
        return html`<tr role="row">
          <th role="rowheader" scope="row">${textIn(unit.name, language)}</th>
          ${cell('modes.drawing', isRanked ? drawing(unit, range) : '')}${cell(
            'modes.blended',
            isRanked ? `${oneDecimal(unit.score)} ±${oneDecimal(unit.halfWidth)}` : say(language, 'ranking.notRanked'),
          )}${cell(
            'modes.interview',
            isRanked ? figuresText(interview, language) : peopleOf(interview, language),
          )}${cell('modes.online', isRanked ? figuresText(online, language) : peopleOf(online, language))}${cell(
            'modes.weight',
            // Before the figure, so that the figures stay under each other.
            isClipped
              ? html`<span><span class="muted">${say(language, 'modes.clipped')}</span> ${weight}</span>`
              : weight,
          )}
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function peopleOf(figures: Figures, language: Language): string {
  return figures === null
    ? say(language, 'modes.noAnswers')
    : say(language, 'modes.people', { n: thousands(figures.respondents) });
}

/**
 * 面访与网上: what each mode alone would say, beside the published score, and which units only have online answers.
 * Nothing where a release has one mode.
 */
export function modesSection(release: ReleaseDocument, language: Language): Html | null {
  const { blend } = release.method;
  const tables = release.groups.map((group) => groupTable(group, language)).filter((table) => table !== null);
  if (blend === null && tables.length === 0) return null;
  const onlineOnly = release.groups.flatMap((group) =>
    group.unranked.filter((unit) => unit.because.includes('online-only')),
  );
  return html`<section class="modes" id="modes" aria-labelledby="modes-heading">
    <h2 class="sh" id="modes-heading">${say(language, 'modes.title')}<small>${say(language, 'modes.hint')}</small></h2>
    <p>${say(language, 'modes.counts', { counts: answersByMode(release, language) })}</p>
    ${blend !== null && html`<p>${textIn(blend.description, language)}</p>`}
    <p>
      ${onlineOnly.length === 0
        ? say(language, 'modes.noOnlineOnly')
        : say(language, 'modes.onlineOnly', {
            names: listed(
              onlineOnly.map((unit) => unit.name),
              language,
            ),
          })}
    </p>
    ${tables.length > 0 && html`<p class="muted">${say(language, 'modes.drawingHint')}</p>`}
    <div class="twin">${tables}</div>
  </section>`;
}
