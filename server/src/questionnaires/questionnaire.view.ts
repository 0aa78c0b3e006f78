import type {
  DesignDiagnostic,
  QuestionnaireScenario,
  QuestionnaireSummary,
  QuestionnaireVersionView,
  QuestionnaireView,
} from '@minsheng/contracts';
import { isExpired } from '@minsheng/questionnaire/compile';
import { type Caller, may } from '../platform/index.js';
import type { AskingPoll } from './asking-polls.js';
import type { DesignSummary, Questionnaire, QuestionnaireDraft, QuestionnaireVersion } from './questionnaire.entity.js';
import type { VersionLine } from './questionnaires.queries.js';

/** Names of persons; without one the id stands. */
export type Names = ReadonlyMap<string, string>;

const nameOf = (names: Names, person: string): string => names.get(person) ?? person;

/** Polls whose plan asks a version of a questionnaire; without a version any of it. */
export function usesOf(polls: readonly AskingPoll[], id: string, version?: number): number {
  return polls.filter(
    ({ plan: { design } }) =>
      design?.questionnaireId === id && (version === undefined || design.document.version === version),
  ).length;
}

export function viewSummary(
  { id, code, changedAt, changedBy }: Questionnaire,
  shown: DesignSummary,
  about: { version: number | null; hasDraft: boolean; polls: readonly AskingPoll[]; names: Names; today: string },
): QuestionnaireSummary {
  const { title, questions, minutes, validUntil } = shown;
  return {
    id,
    code,
    title,
    version: about.version,
    hasDraft: about.hasDraft,
    questions,
    minutes,
    validUntil,
    isExpired: isExpired({ validUntil }, about.today),
    usedByPolls: usesOf(about.polls, id),
    changedAt: changedAt.toISOString(),
    changedBy: nameOf(about.names, changedBy),
  };
}

export function viewQuestionnaire(
  { id, code }: Questionnaire,
  parts: {
    draft: QuestionnaireDraft | null;
    versions: readonly VersionLine[];
    scenarios: QuestionnaireScenario[];
    diagnostics: DesignDiagnostic[];
    polls: readonly AskingPoll[];
    names: Names;
    caller: Caller;
  },
): QuestionnaireView {
  const { draft, versions, names, caller, polls } = parts;
  const mayEdit = may(caller, 'questionnaires.edit');
  return {
    id,
    code,
    draft: draft && {
      revision: draft.revision,
      design: draft.design,
      changedAt: draft.changedAt.toISOString(),
      changedBy: nameOf(names, draft.changedBy),
    },
    versions: versions.map(({ version, hash, publishedAt, publishedBy }) => ({
      version,
      hash,
      publishedAt: publishedAt.toISOString(),
      publishedBy: nameOf(names, publishedBy),
      usedByPolls: usesOf(polls, id, version),
    })),
    scenarios: parts.scenarios,
    diagnostics: parts.diagnostics,
    may: [
      ...(mayEdit ? (['edit'] as const) : []),
      ...(draft && may(caller, 'questionnaires.publish') ? (['publish'] as const) : []),
      ...(draft && mayEdit ? (['discard'] as const) : []),
    ],
  };
}

export function viewVersion(
  { questionnaireId, version, hash, design, publishedAt, publishedBy }: QuestionnaireVersion,
  names: Names,
): QuestionnaireVersionView {
  return {
    id: questionnaireId,
    version,
    hash,
    design,
    publishedAt: publishedAt.toISOString(),
    publishedBy: nameOf(names, publishedBy),
  };
}
