import type { LocalisedText, PlanDesign, PlanSite, PollPlan, Questionnaire } from '@minsheng/contracts';
import { newId, record, type Work } from '../../platform/index.js';
import { findPublishedQuestionnaire, rankedUnits } from '../../questionnaires/index.js';
import { wrongStage } from '../move-poll.js';
import { Poll, type PollId } from '../poll.entity.js';
import { stageAt } from '../poll.lifecycle.js';
import { nextPollNumber } from '../polls.queries.js';
import { askedIndicators, type PollTimes, timesOfPeriod, timesOfPlan, timesOfWindow } from './plan-basis.js';
import { measuredIndicators } from './compiled-questionnaire.js';
import type { AdhocWindow } from './plan-calendar.js';
import { firstSettings, type MarginSetting, planDocument, type PlanSettings, settingsOf } from './plan-document.js';
import { planProblems } from './plan.problems.js';
import {
  changePlan,
  findPlan,
  insertPlan,
  planHash,
  pollColumnsOf,
  requireLivePoll,
  setPlanOfPoll,
  takePlanTurn,
  takePoll,
} from './plan.queries.js';
import type { PollPlanRow } from './poll-plan.entity.js';
import type { PopulationCell } from './quotas.js';

/** What a designer may say of a plan; what is left out stays as it is. */
export interface PlanChanges {
  title?: LocalisedText;
  purpose?: LocalisedText;
  population?: LocalisedText;
  populationSize?: number;
  margins?: MarginSetting[];
  /** People by area and cell of the margins after the area's, for the quotas; null: the product of the margins' shares. */
  crossTable?: PopulationCell[] | null;
  sites?: PlanSite[];
  targets?: { area: string; target: number }[];
  marks?: Questionnaire['marks'];
  openQuestion?: LocalisedText | null;
  /** A published version from the question bank, asked as it is; null: the questions that scheme and indicators give. */
  questionnaire?: { id: string; version: number } | null;
  /** Ad-hoc indicators asked; when nothing was said yet, all that stand, or those that a chosen questionnaire measures. */
  adhocIndicators?: string[];
  /** Of an ad-hoc poll. */
  window?: AdhocWindow;
}

export interface PlanRequest {
  kind: 'REGULAR' | 'ADHOC';
  /** Scoring period of a regular poll, `2026-B6`. */
  periodKey?: string | null;
  /** A poll of ours whose settings (words, form, population, sites, targets) this one takes over. */
  copyOf?: string | null;
  changes?: PlanChanges;
}

/**
 * A poll in DRAFT with version 1 of its plan: scheme, calendar, indicators, groups and areas as they stand now, words and
 * figures from the request or from the poll it is copied from.
 */
export async function draftPlan(
  work: Work,
  { kind, periodKey, copyOf, changes = {} }: PlanRequest,
  city: { isDemonstration: boolean },
): Promise<PollId> {
  await takePlanTurn(work);
  const times = await timesOfRequest(work, kind, periodKey ?? null, changes.window);
  const first = firstSettings(times.inForce.config, times.period, kind);
  const previous = copyOf ? await findPlan(work, (await requireLivePoll(work, copyOf)).id) : null;
  const before = previous ? { ...settingsOf(previous.document), title: first.title } : first;
  const id = newId<PollId>();
  const ranked = await rankedUnits(work);
  const chosen = await chosenSettings(work, before, changes);
  const document = planDocument(
    id,
    1,
    {
      scheme: times.inForce.scheme.code,
      config: times.inForce.config,
      isDemonstration: city.isDemonstration,
      kind,
      period: times.period,
      calendar: times.calendar,
      ...ranked,
      indicators: await askedIndicators(
        work,
        kind,
        changes.adhocIndicators ?? (await measuredAdhoc(work, chosen.design)),
      ),
    },
    changed(standing(chosen, ranked.territorial), changes, ranked.territorial, previous?.document ?? null),
  );
  await work.tx.insert(Poll, {
    id,
    number: await nextPollNumber(work),
    kind,
    scheme: document.scheme,
    stage: 'DRAFT',
    ...(pollColumnsOf(document) as object),
    respondents: 0,
    answersHash: null,
    codebookHash: null,
    marginsHash: null,
    optionsHash: null,
    createdAt: work.now,
    createdBy: work.caller.id,
    answersClosedAt: null,
    releaseId: null,
  } as never);
  await insertPlan(work, document);
  record(work, {
    subject: `poll:${id}`,
    action: 'polls.plan-drafted',
    payload: { kind, periodKey: document.periodKey, copyOf: copyOf ?? null, planHash: planHash(document) },
  });
  return id;
}

/**
 * The designer changes a plan in DRAFT; once it is public, this writes the erratum that another person publishes. Scheme,
 * calendar, indicators and units are taken anew, so saving also brings a plan up to date.
 */
export async function editPlan(work: Work, pollId: string, changes: PlanChanges): Promise<void> {
  const poll = await takePoll(work, pollId);
  const stage = stageAt(poll, work.now);
  const row = await findPlan(work, pollId);
  if (!row || (stage !== 'DRAFT' && stage !== 'PLAN_PUBLIC')) throw wrongStage(stage);
  const before = row.document;
  const version = row.publishedAt === null ? row.version : row.version + 1;
  const times = changes.window
    ? await timesOfRequest(work, before.kind, before.periodKey, changes.window)
    : await timesOfPlan(work, before);
  const settings = await chosenSettings(work, settingsOf(before), changes);
  const asked = before.indicators.filter(({ term }) => term === 'ADHOC').map(({ code }) => code);
  const standingAdhoc = await askedIndicators(work, 'ADHOC', null);
  const ranked = await rankedUnits(work);
  const document = planDocument(
    poll.id,
    version,
    {
      scheme: times.inForce.scheme.code,
      config: times.inForce.config,
      isDemonstration: before.isDemonstration,
      kind: before.kind,
      period: times.period,
      calendar: times.calendar,
      ...ranked,
      // One that was chosen before and has been suspended since is simply gone; one named now must stand.
      indicators: await askedIndicators(
        work,
        before.kind,
        changes.adhocIndicators ??
          (changes.questionnaire ? await measuredAdhoc(work, settings.design) : null) ??
          asked.filter((code) => standingAdhoc.some((one) => one.code === code)),
      ),
    },
    changed(standing(settings, ranked.territorial), changes, ranked.territorial, before),
  );
  await savePlan(work, row, document);
  record(work, {
    subject: `poll:${pollId}`,
    action: stage === 'DRAFT' ? 'polls.plan-edited' : 'polls.erratum-written',
    payload: { version, planHash: planHash(document), before: row.hash, changed: Object.keys(changes).sort() },
  });
}

async function savePlan(work: Work, row: PollPlanRow, document: PollPlan): Promise<void> {
  if (document.version === row.version) {
    await changePlan(work, row, { document, hash: planHash(document) });
  } else {
    await insertPlan(work, document);
  }
  if (document.version === 1) {
    await setPlanOfPoll(work, document);
    return;
  }
  // Who wrote the erratum cannot publish it. The poll itself keeps to the public version until then.
  const erratum = await findPlan(work, document.pollId, document.version);
  if (erratum) await changePlan(work, erratum, { submittedBy: work.caller.id, submittedAt: work.now });
}

async function timesOfRequest(
  work: Work,
  kind: 'REGULAR' | 'ADHOC',
  periodKey: string | null,
  window: AdhocWindow | undefined,
): Promise<PollTimes> {
  if ((kind === 'ADHOC') !== (window !== undefined)) throw planProblems['window-needed']();
  return window ? timesOfWindow(work, window) : timesOfPeriod(work, periodKey ?? '');
}

/** The settings with the questionnaire that was chosen, if one was; its marks and open questions cannot be said beside it. */
async function chosenSettings(
  work: Work,
  settings: PlanSettings,
  { questionnaire, marks, openQuestion }: PlanChanges,
): Promise<PlanSettings> {
  let { design } = settings;
  if (questionnaire !== undefined) design = questionnaire && (await publishedDesign(work, questionnaire));
  if (design && (marks !== undefined || openQuestion !== undefined)) throw planProblems['said-by-design']();
  return { ...settings, design };
}

async function publishedDesign(work: Work, { id, version }: { id: string; version: number }): Promise<PlanDesign> {
  const found = await findPublishedQuestionnaire(work, id, version);
  if (!found) throw planProblems['unknown-questionnaire']();
  return { questionnaireId: found.id, hash: found.hash, document: found.design };
}

/** Ad-hoc indicators that a design measures and that stand; null without a design. */
async function measuredAdhoc(work: Work, design: PlanDesign | null): Promise<string[] | null> {
  if (!design) return null;
  const measured = new Set(measuredIndicators(design.document).map(({ code }) => code));
  const standingAdhoc = await askedIndicators(work, 'ADHOC', null);
  return standingAdhoc.map(({ code }) => code).filter((code) => measured.has(code));
}

/** What was said of areas that are no longer ranked is dropped; the checks name what is missing then. */
function standing(settings: PlanSettings, territorial: readonly { code: string }[]): PlanSettings {
  const isThere = (code: string): boolean => territorial.some((area) => area.code === code);
  return {
    ...settings,
    sites: settings.sites.filter(({ area }) => isThere(area)),
    targets: settings.targets.filter(({ area }) => isThere(area)),
    margins: settings.margins.map((margin) =>
      margin.code === 'area' ? { ...margin, levels: margin.levels.filter(({ code }) => isThere(code)) } : margin,
    ),
  };
}

/** Quotas are laid out anew when what they rest on was said anew; else they stay, also those of a cross table. */
function changed(
  settings: PlanSettings,
  changes: PlanChanges,
  territorial: readonly { code: string }[],
  before: PollPlan | null,
): PlanSettings {
  const { crossTable, adhocIndicators: _chosen, window: _window, questionnaire: _design, ...said } = changes;
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  const areasOf = (areas: readonly { code: string }[]): string => areas.map(({ code }) => code).join(' ');
  const isSame = before !== null && areasOf(before.areas) === areasOf(territorial);
  const isLaidAnew = crossTable !== undefined || changes.margins || changes.targets || !isSame;
  return { ...settings, ...given, quotas: isLaidAnew ? { from: crossTable ?? null } : settings.quotas };
}
