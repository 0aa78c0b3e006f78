import { bandRuns, oneDecimal, percent, roundDecimal, thousands } from '@minsheng/charts';
import {
  textIn,
  type CityView,
  type Language,
  type PlanSummary,
  type RankedUnit,
  type ReleaseDocument,
  type ReleaseSummary,
} from '@minsheng/contracts';
import { iconSvg, variablePalette, type IconName } from '@minsheng/design';
import { fieldworkDays, momentInFigures, momentInWords, shortHash } from './format.js';
import { headline } from './headline.js';
import { html, inPieces, trusted, type Html } from './html.js';
import {
  citizenAddress,
  consoleAddress,
  planAddress,
  releaseAddress,
  renderPage,
  siteAddress,
  type Frame,
  type SitePage,
} from './layout.js';
import { say, type MessageKey } from './messages.js';
import { rankingDigest } from './ranking-section.js';

/** What the pages around the releases are drawn from. */
export interface SiteState {
  language: Language;
  city: CityView;
  /** The newest release that nothing supersedes. */
  latest: ReleaseDocument | null;
  /** Newest first. */
  releases: readonly ReleaseSummary[];
  /** Newest first. */
  plans: readonly PlanSummary[];
}

/** A key that has signed releases. */
export interface PublishedKey {
  keyId: string;
  /** SPKI DER in base64. */
  publicKey: string;
  /** UTC instants; null while in use. */
  since: string;
  until: string | null;
}

const siteScript = '/page.js';

const otherLanguage = (language: Language): Language => (language === 'en' ? 'zh-CN' : 'en');

export function frameOf({ language, city, latest }: SiteState): Frame {
  return {
    language,
    city: city.city,
    isDemonstration: city.mode === 'demo',
    nextReleaseAt: city.nextReleaseAt,
    latestReleaseId: latest?.id ?? city.latestRelease?.id ?? null,
  };
}

function sitePage(state: SiteState, page: SitePage, title: string, description: string, main: Html): string {
  const current = ({ home: 'releases', method: 'method', verify: 'verify' } as const)[page];
  return renderPage(frameOf(state), {
    title,
    description,
    otherLanguage: siteAddress(page, otherLanguage(state.language)),
    current,
    script: siteScript,
    main,
  });
}

const icon = (name: IconName, size = 19): Html => trusted(iconSvg(name, { size, strokeWidth: 1.8 }));

function releasesTable(state: SiteState, heading: MessageKey, anchor = ''): Html {
  const { language, releases } = state;
  const columns = ['home.release', 'home.releasedAt', 'home.state', 'home.hash'] as const;
  const cell = (column: (typeof columns)[number], content: Html | string) =>
    html`<td role="cell" data-label="${say(language, column)}">${content}</td>`;
  const stateOf = (release: ReleaseSummary): MessageKey =>
    release.supersededBy !== null
      ? 'home.stateSuperseded'
      : release.correctionOf !== null
        ? 'home.stateCorrection'
        : 'home.stateCurrent';
  return html`<section class="record" id="releases" aria-labelledby="releases-heading">
    <h2 class="sh" id="releases-heading">
      ${say(language, heading)}<small>${say(language, 'home.releasesHint')}</small>
    </h2>
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map((key) => html`<th role="columnheader" scope="col">${say(language, key)}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${releases.map(
          (release) =>
            html`<tr role="row">
              ${cell(
                'home.release',
                html`<span
                  ><a href="${releaseAddress(release.id, language)}${anchor}">${textIn(release.title, language)}</a
                  >${release.isDemonstration &&
                  html` <span class="demo">${say(language, 'site.demonstration')}</span>`}</span
                >`,
              )}${cell('home.releasedAt', momentInFigures(release.releasedAt))}${cell(
                'home.state',
                say(language, stateOf(release)),
              )}${cell(
                'home.hash',
                html`<span class="mono" title="${release.contentHash}">${shortHash(release.contentHash)}</span>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

/** Plans that are public: what is or was going to be asked, before anybody answered. */
function plansTable({ language, plans }: SiteState): Html | null {
  if (plans.length === 0) return null;
  const columns = ['home.plan', 'home.planFieldwork', 'home.planRelease', 'home.planHash'] as const;
  const cell = (column: (typeof columns)[number], content: Html | string) =>
    html`<td role="cell" data-label="${say(language, column)}">${content}</td>`;
  return html`<section class="record" id="plans" aria-labelledby="plans-heading">
    <h2 class="sh" id="plans-heading">
      ${say(language, 'home.plans')}<small>${say(language, 'home.plansHint')}</small>
    </h2>
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map((key) => html`<th role="columnheader" scope="col">${say(language, key)}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${plans.map(
          (plan) =>
            html`<tr role="row">
              ${cell(
                'home.plan',
                html`<span
                  ><a href="${planAddress(plan.pollId, language)}">${textIn(plan.title, language)}</a
                  >${plan.isDemonstration &&
                  html` <span class="demo">${say(language, 'site.demonstration')}</span>`}</span
                >`,
              )}${cell(
                'home.planFieldwork',
                plan.isCancelled
                  ? say(language, 'home.planCancelled')
                  : fieldworkDays(plan.calendar.fieldworkFrom, plan.calendar.fieldworkTo, language),
              )}${cell('home.planRelease', momentInFigures(plan.calendar.releaseAt))}${cell(
                'home.planHash',
                html`<span class="mono" title="${plan.hash}">${shortHash(plan.hash)}</span>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function doors(language: Language): Html {
  const list = [
    { href: citizenAddress, icon: 'camera', title: 'home.citizen', text: 'home.citizenText' },
    { href: siteAddress('method', language), icon: 'scale', title: 'method.full', text: 'methodPage.steps' },
    { href: siteAddress('verify', language), icon: 'shield-check', title: 'verify.title', text: 'verifyPage.title' },
    { href: consoleAddress, icon: 'chart-no-axes-column', title: 'home.console', text: 'home.consoleText' },
  ] as const;
  return html`<nav class="doors" aria-label="${say(language, 'home.doors')}">
    ${list.map(
      (door) =>
        html`<a href="${door.href}"
          ><i>${icon(door.icon)}</i
          ><span><b>${say(language, door.title)}</b><small>${say(language, door.text)}</small></span
          >${icon('chevron-right', 18)}</a
        >`,
    )}
  </nav>`;
}

/** `/`: the latest ranking in short, every release, and the doors of citizens and staff. */
export function renderHomePage(state: SiteState): string {
  const { language, city, latest } = state;
  const main =
    latest === null
      ? html`<div class="plain">
          <h1>${say(language, 'site.of', { city: textIn(city.city, language) })}</h1>
          <p class="dek">${say(language, 'site.tagline')}</p>
          <div class="home">
            <div class="empty">
              ${icon('calendar-range', 32)}<b>${say(language, 'home.empty')}</b>
              <p class="num">
                ${city.nextReleaseAt === null
                  ? say(language, 'home.emptyText')
                  : say(language, 'home.emptyNext', { moment: momentInWords(city.nextReleaseAt, language) })}
              </p>
            </div>
            ${doors(language)}
          </div>
          ${plansTable(state)}${state.releases.length > 0 && releasesTable(state, 'home.releases')}
        </div>`
      : html`<div class="plain">
          <p class="eyebrow num">
            ${icon('stamp', 17)}<span>${say(language, 'home.title')}</span><i class="sep"></i
            ><span>${textIn(latest.poll.title, language)}</span><i class="sep"></i
            ><time datetime="${latest.releasedAt}">${momentInWords(latest.releasedAt, language)}</time>
          </p>
          <h1>
            <a class="plainlink" href="${releaseAddress(latest.id, language)}"
              >${inPieces(headline(latest, language))}</a
            >
          </h1>
          <p class="dek num">
            ${say(language, 'release.dek', {
              responses: thousands(latest.poll.responses),
              units: latest.groups.reduce((sum, group) => sum + group.rows.length + group.unranked.length, 0),
            })}
          </p>
          <div class="home">
            <div>
              ${rankingDigest(latest, language)}<a class="more" href="${releaseAddress(latest.id, language)}"
                >${say(language, 'home.open')}${icon('arrow-right', 17)}</a
              >
            </div>
            ${doors(language)}
          </div>
          ${plansTable(state)}${releasesTable(state, 'home.releases')}
        </div>`;
  const title = say(language, 'site.of', { city: textIn(city.city, language) });
  return sitePage(state, 'home', title, latest === null ? title : headline(latest, language), main);
}

/** `/verify/`: how anybody checks a release, which keys have signed, and where to start. */
export function renderVerifyPage(state: SiteState, keys: readonly PublishedKey[]): string {
  const { language } = state;
  const columns = ['verifyPage.key', 'verifyPage.since', 'verifyPage.until', 'verifyPage.publicKey'] as const;
  const cell = (column: (typeof columns)[number], content: Html | string) =>
    html`<td role="cell" data-label="${say(language, column)}">${content}</td>`;
  const main = html`<div class="plain">
    <h1>${say(language, 'verifyPage.title')}</h1>
    <p class="dek">${say(language, 'verifyPage.dek')}</p>
    <div class="ways">
      <div>
        <h2>${say(language, 'verifyPage.browser')}</h2>
        <p>${say(language, 'verifyPage.browserText')}</p>
      </div>
      <div>
        <h2>${say(language, 'verifyPage.node')}</h2>
        <p>${say(language, 'verifyPage.nodeText')}</p>
        <code class="cmd">${say(language, 'verify.command')}</code>
      </div>
    </div>
    <section>
      <h2 class="sh">${say(language, 'verifyPage.means')}</h2>
      <p>${say(language, 'verifyPage.meansText')}</p>
    </section>
    ${state.releases.length > 0 && releasesTable(state, 'verifyPage.releases', '#verify')}
    <section class="record" aria-labelledby="keys-heading">
      <h2 class="sh" id="keys-heading">
        ${say(language, 'verifyPage.keys')}<small>${say(language, 'verifyPage.keysHint')}</small>
      </h2>
      ${keys.length === 0
        ? html`<p>${say(language, 'verifyPage.noKeys')}</p>`
        : html`<table role="table">
            <thead role="rowgroup">
              <tr role="row">
                ${columns.map((key) => html`<th role="columnheader" scope="col">${say(language, key)}</th>`)}
              </tr>
            </thead>
            <tbody role="rowgroup">
              ${keys.map(
                (key) =>
                  html`<tr role="row">
                    ${cell('verifyPage.key', html`<span class="mono">${key.keyId}</span>`)}${cell(
                      'verifyPage.since',
                      momentInFigures(key.since),
                    )}${cell(
                      'verifyPage.until',
                      key.until === null ? say(language, 'verifyPage.inUse') : momentInFigures(key.until),
                    )}${cell('verifyPage.publicKey', html`<span class="mono">${key.publicKey}</span>`)}
                  </tr>`,
              )}
            </tbody>
          </table>`}
    </section>
  </div>`;
  return sitePage(state, 'verify', say(language, 'verifyPage.title'), say(language, 'verifyPage.dek'), main);
}

const steps: readonly { number: 1 | 2 | 3 | 4 | 5 | 6 | 7; icon: IconName; isSealed: boolean }[] = [
  { number: 1, icon: 'file-text', isSealed: false },
  { number: 2, icon: 'stamp', isSealed: true },
  { number: 3, icon: 'footprints', isSealed: false },
  { number: 4, icon: 'copy-check', isSealed: false },
  { number: 5, icon: 'scale', isSealed: false },
  { number: 6, icon: 'sigma', isSealed: false },
  { number: 7, icon: 'stamp', isSealed: true },
];

/** Contribution of each level to a unit's score, when levels and score map agree and add up to what was published. */
export function workedScore(
  release: ReleaseDocument,
  unit: RankedUnit,
): { level: number; share: number; contribution: number }[] | null {
  const { scoreMap } = release.method;
  if (unit.distribution.length !== scoreMap.length) return null;
  const parts = scoreMap.map((level, index) => {
    const share = unit.distribution[index] ?? 0;
    return { level: index, share, contribution: share * level.score };
  });
  const sum = parts.reduce((total, part) => total + part.contribution, 0);
  return Math.abs(sum - Number(unit.score)) <= 0.05 ? parts : null;
}

/** The unit whose score the method page works out: the first one for which the sum can be shown. */
function workedExample(release: ReleaseDocument, language: Language): Html | null {
  const units = release.groups.flatMap((group) => bandRuns(group.rows).flatMap((run) => run.rows as RankedUnit[]));
  const unit = units.find((each) => workedScore(release, each) !== null);
  const parts = unit === undefined ? null : workedScore(release, unit);
  if (unit === undefined || parts === null) return null;
  const columns = ['methodPage.answer', 'methodPage.worth', 'methodPage.weighted', 'methodPage.contribution'] as const;
  const tenth = (value: number) => roundDecimal(value.toFixed(6), 1);
  return html`<div class="worked">
    <div>
      <table>
        <thead>
          <tr>
            ${columns.map((key) => html`<th scope="col">${say(language, key)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${parts.map(({ level, share, contribution }) => {
            const answer = release.method.scoreMap[level];
            return (
              answer !== undefined &&
              html`<tr>
                <th scope="row">${textIn(answer.name, language)}</th>
                <td>${answer.score}</td>
                <td>${tenth(share * 100)}%</td>
                <td>${tenth(contribution)}</td>
              </tr>`
            );
          })}
          <tr>
            <th scope="row">${say(language, 'table.dontKnow')}</th>
            <td>${say(language, 'methodPage.notCounted')}</td>
            <td>${percent(unit.dontKnowShare)} ${say(language, 'methodPage.apart')}</td>
            <td>–</td>
          </tr>
        </tbody>
      </table>
    </div>
    <div class="sum">
      <p class="muted">
        ${say(language, 'methodPage.exampleOf', {
          unit: textIn(unit.name, language),
          title: textIn(release.poll.title, language),
        })}
      </p>
      <p class="big">${oneDecimal(unit.score)}<small>±${oneDecimal(unit.halfWidth)}</small></p>
    </div>
  </div>`;
}

/** A sketch of two invented units, marked as one: tied or apart. */
function pairFigure(kind: 'tied' | 'apart', language: Language): Html {
  const pair = {
    tied: {
      one: [84.3, 1.4],
      other: [83.5, 1.3],
      ranks: ['1–2', '1–2'],
      title: 'methodPage.tied',
      text: 'methodPage.tiedText',
    },
    apart: {
      one: [83.5, 1.3],
      other: [79.6, 1.2],
      ranks: ['1', '2'],
      title: 'methodPage.apartPair',
      text: 'methodPage.apartPairText',
    },
  } as const;
  const { one, other, ranks, title, text } = pair[kind];
  const at = (value: number) => Math.round((92 + ((value - 77) / 10) * 260) * 10) / 10;
  const p = variablePalette;
  const drawing = [
    ...[78, 80, 82, 84, 86].map(
      (tick) =>
        `<line x1="${at(tick)}" x2="${at(tick)}" y1="6" y2="74" stroke="${p['chart-grid']}"/>` +
        `<text x="${at(tick)}" y="92" text-anchor="middle" font-size="11" fill="${p['ink-3']}">${tick}</text>`,
    ),
    ...[one, other].map(([score, half], index) => {
      const y = 24 + index * 32;
      const name = say(language, index === 0 ? 'methodPage.one' : 'methodPage.other');
      return (
        `<text x="0" y="${y + 5}" font-size="14" fill="${p.ink}">${name}</text>` +
        `<line x1="${at(score - half)}" x2="${at(score + half)}" y1="${y}" y2="${y}" stroke="${p['chart-interval']}" stroke-width="4"/>` +
        `<circle cx="${at(score)}" cy="${y}" r="6" fill="${p['chart-dot']}" stroke="${p.surface}" stroke-width="1.8"/>`
      );
    }),
  ].join('');
  const gap = (one[0] - other[0]).toFixed(1);
  return html`<figure>
    ${trusted(`<svg width="360" height="98" viewBox="0 0 360 98" aria-hidden="true">${drawing}</svg>`)}
    <figcaption>
      <b>${say(language, title, { gap })}</b>${say(language, text, { one: ranks[0], other: ranks[1] })}
      <span class="muted">${say(language, 'methodPage.sketch')}</span>
    </figcaption>
  </figure>`;
}

/** `/method/`: how a poll is made, with a score worked out from the latest release. */
export function renderMethodPage(state: SiteState): string {
  const { language, latest } = state;
  const sections: { id: string; title: MessageKey; body: Html }[] = [
    {
      id: 'steps',
      title: 'methodPage.steps',
      body: html`<ol class="steps">
        ${steps.map(
          ({ number, icon: name, isSealed }) =>
            html`<li class="${isSealed ? 'sealed' : ''}">
              <div class="k"><span>${number}</span>${icon(name, 18)}</div>
              <b>${say(language, `methodPage.step${number}`)}</b>
              <p>${say(language, `methodPage.step${number}Text`)}</p>
            </li>`,
        )}
      </ol>`,
    },
    {
      id: 'score',
      title: 'methodPage.score',
      body: html`<p>${say(language, 'methodPage.scoreText')}</p>
        ${latest !== null && workedExample(latest, language)}`,
    },
    {
      id: 'interval',
      title: 'methodPage.interval',
      body: html`<p>${say(language, 'methodPage.intervalText')}</p>`,
    },
    {
      id: 'tie',
      title: 'methodPage.tie',
      body: html`<p>${say(language, 'methodPage.tieText')}</p>
        <div class="pair">${pairFigure('tied', language)}${pairFigure('apart', language)}</div>`,
    },
    { id: 'weights', title: 'methodPage.weights', body: html`<p>${say(language, 'methodPage.weightsText')}</p>` },
    { id: 'rule', title: 'methodPage.rule', body: html`<p>${say(language, 'methodPage.ruleText')}</p>` },
    {
      id: 'corrections',
      title: 'methodPage.corrections',
      body: html`<p>${say(language, 'methodPage.correctionsText')}</p>`,
    },
    { id: 'limits', title: 'methodPage.limits', body: html`<p>${say(language, 'methodPage.limitsText')}</p>` },
  ];
  const main = html`<div class="contents">
    <nav class="toc" aria-labelledby="toc-heading">
      <h2 id="toc-heading">${say(language, 'methodPage.contents')}</h2>
      <ol>
        ${sections.map(
          ({ id, title }, index) =>
            html`<li>
              <a href="#${id}"><i>${index + 1}</i>${say(language, title)}</a>
            </li>`,
        )}
      </ol>
    </nav>
    <div class="plain">
      <h1>${inPieces(say(language, 'methodPage.title'))}</h1>
      <p class="dek">${say(language, 'methodPage.dek')}</p>
      ${sections.map(
        ({ id, title, body }) =>
          html`<section id="${id}" aria-labelledby="${id}-heading">
            <h2 class="sh" id="${id}-heading">${say(language, title)}</h2>
            ${body}
          </section>`,
      )}
    </div>
  </div>`;
  return sitePage(state, 'method', say(language, 'methodPage.title'), say(language, 'methodPage.dek'), main);
}

/** The answer to an address that is not there; the same for what is not released yet. */
export function renderNotFoundPage(state: SiteState): string {
  const { language } = state;
  const main = html`<div class="plain">
    <h1>${say(language, 'notFound.title')}</h1>
    <p class="dek">${say(language, 'notFound.text')}</p>
    <p><a class="btn dai" href="${siteAddress('home', language)}">${say(language, 'notFound.home')}</a></p>
  </div>`;
  return renderPage(frameOf(state), {
    title: say(language, 'notFound.title'),
    description: say(language, 'notFound.text'),
    otherLanguage: siteAddress('home', otherLanguage(language)),
    current: null,
    script: siteScript,
    main,
  });
}
