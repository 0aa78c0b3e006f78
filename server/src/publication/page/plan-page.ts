import { oneDecimal, percent, thousands } from '@minsheng/charts';
import {
  textIn,
  type Language,
  type LocalisedText,
  type PlanArea,
  type PlanIndicator,
  type PlanMargin,
  type PlanSummary,
  type PollPlan,
  type QuestionnaireItem,
} from '@minsheng/contracts';
import { iconSvg, stampSvg, variablePalette } from '@minsheng/design';
import { designQuestions } from './design-questions.js';
import { fieldworkDays, listed, momentInFigures, momentInWords, shortHash, stampDate } from './format.js';
import { html, inPieces, trusted, type Content, type Html } from './html.js';
import { planAddress, releaseAddress, renderPage } from './layout.js';
import { say, type MessageKey } from './messages.js';
import { frameOf, type SiteState } from './site-pages.js';

const share = (value: number): string => `${oneDecimal((value * 100).toFixed(6))}%`;

/** Names of codes, for a plan that refers by code to what it defines elsewhere; an unknown code stands for itself. */
function namesOf(plan: PollPlan): (code: string) => LocalisedText {
  const units = plan.groups.flatMap((group) => group.units);
  const known = new Map(units.map(({ code, name }) => [code, name]));
  return (code) => known.get(code) ?? { zh: code, en: code };
}

function section(id: string, title: string, small: string, body: Content, isWide = false): Html {
  return html`<section id="${id}" aria-labelledby="${id}-heading" ${isWide && trusted(' class="wide"')}>
    <h2 class="sh" id="${id}-heading">${title}${small !== '' && html`<small>${small}</small>`}</h2>
    ${body}
  </section>`;
}

function facts(entries: readonly [string, Content][]): Html {
  return html`<dl class="facts num">
    ${entries.map(
      ([name, content]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${content}</dd>
        </div>`,
    )}
  </dl>`;
}

function table(caption: string, columns: readonly string[], rows: readonly Content[][]): Html {
  return html`<table>
    ${caption !== '' &&
    html`<caption>
      ${caption}
    </caption>`}
    <thead>
      <tr>
        ${columns.map((column) => html`<th scope="col">${column}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([first, ...rest]) =>
          html`<tr>
            <th scope="row">${first ?? ''}</th>
            ${rest.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function hero(plan: PollPlan, summary: PlanSummary, releaseId: string | null, language: Language): Html {
  const stamp = stampSvg('已封存', {
    line: stampDate(summary.publishedAt),
    size: 122,
    colour: variablePalette.seal,
    id: 'sealed',
  }).replace('<svg ', '<svg class="stamp" ');
  return html`<div class="hero">
    <div>
      <p class="eyebrow num">
        ${trusted(iconSvg('file-text', { size: 17, strokeWidth: 2 }))}<span>${say(language, 'plan.eyebrow')}</span
        ><i class="sep"></i
        ><time datetime="${summary.publishedAt}"
          >${say(language, 'plan.published', { moment: momentInWords(summary.publishedAt, language) })}</time
        >
      </p>
      <h1>${inPieces(textIn(plan.title, language))}</h1>
      <p class="dek num">${textIn(plan.purpose, language)}</p>
      ${plan.version > 1 &&
      html`<p class="notice">${say(language, 'plan.corrected', { version: plan.version })}</p>`}${summary.isCancelled &&
      html`<p class="notice">
        ${say(language, 'plan.cancelled')}${summary.publicNote !== null &&
        html` ${textIn(summary.publicNote, language)}`}
      </p>`}${releaseId !== null &&
      html`<a class="more" href="${releaseAddress(releaseId, language)}"
        >${say(language, 'plan.result')}${trusted(iconSvg('arrow-right', { size: 17, strokeWidth: 2 }))}</a
      >`}
    </div>
    <aside class="cert" aria-labelledby="certificate">
      ${trusted(stamp)}
      <h2 id="certificate">${say(language, 'plan.certificate')}</h2>
      <dl>
        <dt>${say(language, 'plan.hash')}</dt>
        <dd class="mono" title="${summary.hash}">${shortHash(summary.hash)}</dd>
        <dt>${say(language, 'plan.release')}</dt>
        <dd class="num">${momentInFigures(plan.calendar.releaseAt)}</dd>
      </dl>
      <a class="btn seal" href="${summary.address}" download="plan-${summary.pollId}-${summary.version}.json"
        >${trusted(iconSvg('file-braces', { size: 19, strokeWidth: 1.9 }))}${say(language, 'plan.bytes')}</a
      >
    </aside>
  </div>`;
}

function whenSection({ calendar }: PollPlan, language: Language): Html {
  const moment = (instant: string) => momentInWords(instant, language);
  return section(
    'when',
    say(language, 'plan.when'),
    '',
    facts([
      [say(language, 'plan.fieldwork'), fieldworkDays(calendar.fieldworkFrom, calendar.fieldworkTo, language)],
      [say(language, 'plan.grace'), say(language, 'plan.until', { to: moment(calendar.graceUntil) })],
      [say(language, 'plan.seal'), say(language, 'plan.sealBy', { moment: moment(calendar.sealBy) })],
      [say(language, 'plan.release'), moment(calendar.releaseAt)],
    ]),
  );
}

function whoSection(plan: PollPlan, language: Language): Html {
  const modes = [
    ...(plan.modes.includes('INTERVIEW') ? [say(language, 'plan.modeInterview')] : []),
    ...(plan.modes.includes('WECHAT') ? [say(language, 'plan.modeWechat')] : []),
    ...(plan.modes.length > 1
      ? [
          plan.onlineUse === 'BLEND'
            ? say(language, 'plan.onlineBlend', { clip: plan.clipRobustDeviations })
            : say(language, 'plan.onlineSeparate'),
        ]
      : []),
  ];
  return section(
    'who',
    say(language, 'plan.who'),
    '',
    facts([
      [
        say(language, 'plan.population'),
        `${textIn(plan.population, language)}${language === 'en' ? ', ' : '，'}${say(language, 'plan.populationSize', {
          n: thousands(plan.populationSize),
        })}`,
      ],
      [say(language, 'plan.modes'), modes.join(language === 'en' ? '; ' : '；')],
    ]),
  );
}

function itemLines(item: QuestionnaireItem, plan: PollPlan, language: Language): string[] {
  const { items, levels } = plan.questionnaire;
  const comma = language === 'en' ? ', ' : '、';
  const lines: string[] = [];
  if (item.hint !== null) lines.push(textIn(item.hint, language));
  if (item.type === 'single')
    lines.push(
      item.options
        .map(
          (option) =>
            textIn(option.text, language) +
            (option.screensOut === true ? ` (${say(language, 'plan.screensOut')})` : ''),
        )
        .join(language === 'en' ? ' / ' : ' / '),
    );
  if (item.type === 'text') lines.push(say(language, 'plan.openText', { n: item.maxLength }));
  if (item.askIf !== null) {
    const { item: code, isOneOf } = item.askIf;
    const asked = items.find((each) => each.code === code);
    const named = isOneOf.map((value) => {
      const found =
        asked?.type === 'single'
          ? asked.options.find((option) => option.code === value)?.text
          : levels.find((level) => level.code === value)?.name;
      return found === undefined ? value : textIn(found, language);
    });
    const question = asked === undefined ? code : textIn(asked.text, language);
    lines.push(say(language, 'plan.askedIf', { item: question, options: named.join(comma) }));
  }
  if (!item.isRequired) lines.push(say(language, 'plan.optional'));
  return lines;
}

function plainQuestions(plan: PollPlan, language: Language): { count: number; list: Html } {
  const { items } = plan.questionnaire;
  return {
    count: items.length,
    list: html`<ol class="asked">
      ${items.map(
        (item) =>
          html`<li>
            <div>
              <b>${textIn(item.text, language)}</b>${itemLines(item, plan, language).map(
                (line) => html`<small>${line}</small>`,
              )}
            </div>
          </li>`,
      )}
    </ol>`,
  };
}

function questionsSection(plan: PollPlan, language: Language): Html {
  const { levels, missing, marks } = plan.questionnaire;
  const { count, list } = plan.design
    ? designQuestions(plan.design.document, levels, language)
    : plainQuestions(plan, language);
  const scale = say(language, 'plan.scale', {
    n: levels.length,
    levels: levels
      .map((level) => `${textIn(level.name, language)} ${level.score}`)
      .join(language === 'en' ? ', ' : '，'),
    missing: listed(
      missing.map(({ name }) => name),
      language,
    ),
  });
  const form = say(language, 'plan.form', {
    number: marks.formNumber,
    maker: textIn(marks.maker, language),
    approver: textIn(marks.approvedBy, language),
    approval: marks.approvalNumber,
    until: marks.validUntil,
  });
  return section(
    'questions',
    say(language, 'plan.questions'),
    say(language, 'plan.questionsHint', { n: count }),
    html`<p>${scale}</p>
      ${list}
      <p class="muted">${form}</p>`,
    true,
  );
}

function sitesOf(plan: PollPlan, area: PlanArea, language: Language): Html {
  const kinds = ['STREET', 'PARK', 'COMMUNITY'] as const;
  return html`${kinds.map((kind) => {
    const sites = plan.sites.filter((site) => site.area === area.code && site.kind === kind);
    const names = sites.map((site) => textIn(site.name, language)).join(language === 'en' ? ', ' : '、');
    return sites.length > 0 && html`<br /><span class="muted">${say(language, `plan.kind.${kind}`)}</span> ${names}`;
  })}`;
}

/** `男，18–39 岁`: a quota cell by the names of its levels. */
function cellName(cell: Record<string, string>, margins: readonly PlanMargin[], language: Language): string {
  return Object.entries(cell)
    .map(([code, value]) => {
      const level = margins.find((margin) => margin.code === code)?.levels.find((each) => each.code === value);
      return level === undefined ? value : textIn(level.name, language);
    })
    .join(language === 'en' ? ', ' : '，');
}

function drawnSection(plan: PollPlan, language: Language): Html {
  const target = plan.areas.reduce((sum, area) => sum + area.target, 0);
  return section(
    'drawn',
    say(language, 'plan.drawn'),
    say(language, 'plan.drawnHint', {
      sites: plan.sites.length,
      areas: plan.areas.length,
      target: thousands(target),
    }),
    html`${facts(
      plan.areas.map((area) => [
        textIn(area.name, language),
        html`${say(language, 'plan.target')} ${thousands(area.target)}${sitesOf(plan, area, language)}`,
      ]),
    )}
    ${plan.quotas.length > 0 &&
    html`<details>
      <summary>
        ${say(language, 'plan.quotas')} <small class="muted">${say(language, 'plan.quotasHint')}</small>
      </summary>
      <div class="margins">
        ${plan.areas.map((area) =>
          table(
            say(language, 'plan.quotaOf', { area: textIn(area.name, language) }),
            [say(language, 'plan.cell'), say(language, 'plan.target')],
            plan.quotas
              .filter((quota) => quota.area === area.code)
              .map((quota) => [cellName(quota.cell, plan.margins, language), thousands(quota.target)]),
          ),
        )}
      </div>
    </details>`}`,
    true,
  );
}

function marginsSection(plan: PollPlan, language: Language): Html {
  const { weighting, margins } = plan;
  const trim =
    weighting.trim === null
      ? say(language, 'plan.noTrim')
      : say(language, 'plan.trim', { low: weighting.trim.lower, high: weighting.trim.upper });
  return section(
    'weights',
    say(language, 'plan.margins'),
    '',
    html`<p>
        ${say(language, 'plan.marginsText', {
          tolerance: String(weighting.tolerance),
          cycles: weighting.maximumCycles,
          trim,
        })}
      </p>
      <div class="margins">
        ${margins.map(
          (margin) =>
            html`<div>
              ${table(
                textIn(margin.name, language),
                [say(language, 'plan.level'), say(language, 'plan.share')],
                margin.levels.map((level) => [textIn(level.name, language), share(level.share)]),
              )}
              <p class="muted">
                ${say(language, 'plan.source', { source: textIn(margin.source, language), year: margin.year })}
              </p>
            </div>`,
        )}
      </div>`,
    true,
  );
}

function ruleSection(plan: PollPlan, language: Language): Html {
  const { publication: rule, quality } = plan;
  const scores = plan.questionnaire.levels.map((level) => level.score);
  const width = Number((rule.widestHalfWidthShare * (Math.max(...scores) - Math.min(...scores))).toFixed(6));
  return section(
    'rule',
    say(language, 'plan.rule'),
    '',
    html`<p class="num">
        ${say(language, 'plan.ruleText', {
          n: rule.minimumRespondents,
          effective: rule.minimumEffectiveRespondents,
          units: rule.minimumSamplingUnits,
          share: percent(rule.largestSamplingUnitShare),
          width,
          publishable: percent(rule.minimumPublishableShare),
        })}
      </p>
      <p class="num">
        ${say(language, 'plan.intervals', { confidence: percent(plan.confidence), draws: thousands(plan.draws) })}
      </p>
      <h3>${say(language, 'plan.quality')}</h3>
      <p class="num">
        ${say(language, 'plan.qualityText', {
          fast: percent(quality.tooFast.shareOfMedian),
          seconds: quality.tooFast.secondsPerQuestion,
          line: quality.straightLine.minimumItems,
          burst: quality.burst.answers,
          minutes: quality.burst.minutes,
        })}
      </p>`,
  );
}

function groupsSection(plan: PollPlan, language: Language): Html {
  return section(
    'groups',
    say(language, 'plan.groups'),
    say(language, 'plan.groupsHint'),
    facts(
      plan.groups.map((group) => [
        textIn(group.name, language),
        listed(
          group.units.map((unit) => unit.name),
          language,
        ),
      ]),
    ),
  );
}

function indicatorsSection(plan: PollPlan, language: Language): Html {
  const nameOf = namesOf(plan);
  const shares = (indicator: PlanIndicator) =>
    indicator.shares
      .map((each) => `${textIn(nameOf(each.unit), language)} ${share(Number(each.share))}`)
      .join(language === 'en' ? ', ' : '，');
  return section(
    'indicators',
    say(language, 'plan.indicators'),
    '',
    facts(
      plan.indicators.map((indicator) => [
        textIn(indicator.name, language),
        html`${say(language, `plan.attribution.${indicator.attribution}`)}<br /><span class="muted"
            >${say(language, 'plan.weight')}</span
          >
          ${indicator.weight}${indicator.shares.length > 0 &&
          html`<br /><span class="muted">${say(language, 'plan.shares')}</span> ${shares(indicator)}`}`,
      ]),
    ),
    true,
  );
}

function versionsSection(plan: PollPlan, summary: PlanSummary, language: Language): Html {
  const columns: MessageKey[] = ['plan.version', 'plan.versionAt', 'plan.versionHash'];
  const cell = (column: MessageKey, content: Content) =>
    html`<td role="cell" data-label="${say(language, column)}">${content}</td>`;
  return html`<section class="record" id="versions" aria-labelledby="versions-heading">
    <h2 class="sh" id="versions-heading">
      ${say(language, 'plan.versions')}<small>${say(language, 'plan.versionsHint')}</small>
    </h2>
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map((key) => html`<th role="columnheader" scope="col">${say(language, key)}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${summary.versions.map(
          (version) =>
            html`<tr role="row">
              ${cell(
                'plan.version',
                html`<a href="${version.address}">${say(language, 'plan.versionNumber', { n: version.version })}</a>`,
              )}${cell('plan.versionAt', momentInFigures(version.publishedAt))}${cell(
                'plan.versionHash',
                html`<span class="hashline">${version.hash}</span>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="why">
      ${say(language, 'plan.hashHint')}${language === 'en' ? '. ' : '。'}${say(language, 'plan.objectionsText', {
        maker: textIn(plan.questionnaire.marks.maker, language),
      })}
    </p>
  </section>`;
}

/**
 * `/plans/{pollId}/`: the plan as registered before fieldwork (方案公开, M-12): what is asked of whom, when and how, whose
 * score it becomes and what is published, with the hash of the very bytes at `/v1/plans/{pollId}`.
 */
export function renderPlanPage(
  state: SiteState,
  plan: PollPlan,
  summary: PlanSummary,
  releaseId: string | null,
): string {
  const { language } = state;
  const main = html`${hero(plan, summary, releaseId, language)}
    <div class="plan">
      ${whenSection(plan, language)}${whoSection(plan, language)}${questionsSection(plan, language)}${drawnSection(
        plan,
        language,
      )}${marginsSection(plan, language)}${ruleSection(plan, language)}${groupsSection(
        plan,
        language,
      )}${indicatorsSection(plan, language)}
    </div>
    ${versionsSection(plan, summary, language)}`;
  return renderPage(
    { ...frameOf(state), isDemonstration: state.city.mode === 'demo' || plan.isDemonstration },
    {
      title: textIn(plan.title, language),
      description: textIn(plan.purpose, language),
      otherLanguage: planAddress(plan.pollId, language === 'en' ? 'zh-CN' : 'en'),
      current: null,
      script: '/page.js',
      main,
    },
  );
}
