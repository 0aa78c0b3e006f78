import type {
  FieldworkView,
  FlagCount,
  HeldResponse,
  Language,
  LocalisedText,
  PlanSite,
  PollPlan,
  PollPlanView,
  PollRankingView,
  PollSummary,
  ReleaseDocument,
  WeightingView,
} from '@minsheng/contracts';

import { change, read } from './request.js';

export const pollsPath = '/api/polls';

export function readPolls(signal?: AbortSignal): Promise<PollSummary[]> {
  return read<PollSummary[]>(pollsPath, signal);
}

export const pollPath = (poll: string) => `${pollsPath}/${encodeURIComponent(poll)}`;

export function readPoll(poll: string, signal?: AbortSignal): Promise<PollSummary> {
  return read<PollSummary>(pollPath(poll), signal);
}

export interface PollDraft {
  kind: 'REGULAR' | 'ADHOC';
  periodKey?: string;
  /** The poll whose plan it starts from. */
  copyOf?: string;
}

export function draftPoll(draft: PollDraft): Promise<PollSummary> {
  return change<PollSummary>('POST', pollsPath, draft);
}

/* ---- plan ---- */

export const planPath = (poll: string) => `${pollPath(poll)}/plan`;

export function readPlan(poll: string, signal?: AbortSignal): Promise<PollPlanView> {
  return read<PollPlanView>(planPath(poll), signal);
}

/** What a designer may set in a draft; all else follows from indicators, units, the scheme and its calendar. */
export interface PlanEdits {
  title: LocalisedText;
  purpose: LocalisedText;
  population: LocalisedText;
  populationSize: number;
  marks: PollPlan['questionnaire']['marks'];
  margins: {
    code: string;
    levels: { code: string; share: number }[];
    isOrdinal: boolean;
    source: LocalisedText;
    year: number;
  }[];
  sites: PlanSite[];
  /** Interviews planned by area code. */
  targets: { area: string; target: number }[];
  openQuestion: LocalisedText | null;
  /** A published version from the question bank; null: the questions that scheme and indicators give. */
  questionnaire: { id: string; version: number } | null;
}

/** What is left out stays as it is; calendar, indicators and units are taken anew by every saving. */
export function savePlan(poll: string, edits: Partial<PlanEdits>): Promise<PollPlanView> {
  return change<PollPlanView>('PUT', planPath(poll), edits);
}

export type PollVerb =
  | 'submit-plan'
  | 'return-plan'
  | 'approve-plan'
  | 'publish-plan'
  | 'erratum'
  | 'cancel'
  | 'pause'
  | 'resume'
  | 'finish-cleaning'
  | 'score'
  | 'return-to-cleaning';

/** One move of the poll's life (SM-3); the server says what is still missing. */
export function movePoll(poll: string, verb: PollVerb, body: object = {}): Promise<PollSummary> {
  return change<PollSummary>('POST', `${pollPath(poll)}/${verb}`, body);
}

/* ---- fieldwork and cleaning ---- */

export const fieldworkPath = (poll: string) => `${pollPath(poll)}/fieldwork`;

export function readFieldwork(poll: string, signal?: AbortSignal): Promise<FieldworkView> {
  return read<FieldworkView>(fieldworkPath(poll), signal);
}

export const heldPath = (poll: string) => `${pollPath(poll)}/held`;

export function readHeld(poll: string, signal?: AbortSignal): Promise<HeldResponse[]> {
  return read<HeldResponse[]>(heldPath(poll), signal);
}

export interface Decision {
  responses: string[];
  decision: 'VALID' | 'EXCLUDED';
  note: string;
}

/** As many as the server takes at once. */
const decisionsAtOnce = 1000;

export async function decide(poll: string, { responses, ...judgement }: Decision): Promise<void> {
  for (let from = 0; from < responses.length; from += decisionsAtOnce) {
    const part = { ...judgement, responses: responses.slice(from, from + decisionsAtOnce) };
    await change<FlagCount[]>('POST', `${pollPath(poll)}/decisions`, part);
  }
}

/* ---- weights and ranking ---- */

export const weightingPath = (poll: string) => `${pollPath(poll)}/weighting`;

export function readWeighting(poll: string, signal?: AbortSignal): Promise<WeightingView> {
  return read<WeightingView>(weightingPath(poll), signal);
}

/** Computes everything again, answer by answer, and compares it with what stands. */
export function recompute(poll: string): Promise<{ isEqual: boolean; differences: string[] }> {
  return change<{ isEqual: boolean; differences: string[] }>('POST', `${pollPath(poll)}/recompute`, {});
}

export const rankingPath = (poll: string) => `${pollPath(poll)}/ranking`;

export function readRanking(poll: string, signal?: AbortSignal): Promise<PollRankingView> {
  return read<PollRankingView>(rankingPath(poll), signal);
}

/** The release's page for everybody, on the public site. */
export const publicPage = (release: string, language: Language) =>
  `/releases/${encodeURIComponent(release)}/${language === 'en' ? 'en.html' : ''}`;

/** The registered plan's page for everybody. */
export const publicPlanPage = (poll: string) => `/plans/${encodeURIComponent(poll)}/`;

/** A release as the public reads it: sealed bytes, the same for everybody. */
export const releasePath = (release: string) => `/v1/releases/${encodeURIComponent(release)}`;

export function readRelease(release: string, signal?: AbortSignal): Promise<ReleaseDocument> {
  return read<ReleaseDocument>(releasePath(release), signal);
}
