import type {
  DraftSave,
  DraftSaved,
  ImportedDesign,
  NewQuestionnaire,
  PublishRequest,
  QuestionBank,
  QuestionnaireFile,
  QuestionnaireProof,
  QuestionnaireScenario,
  QuestionnaireSummary,
  QuestionnaireVersionView,
  QuestionnaireView,
} from '@minsheng/contracts';

import { change, read, send, upload } from './request.js';

export const questionnairesPath = '/api/questionnaires';

export function readQuestionnaires(signal?: AbortSignal): Promise<QuestionnaireSummary[]> {
  return read<QuestionnaireSummary[]>(questionnairesPath, signal);
}

export function createQuestionnaire(wanted: NewQuestionnaire): Promise<QuestionnaireView> {
  return change<QuestionnaireView>('POST', questionnairesPath, wanted);
}

export const bankPath = `${questionnairesPath}/bank`;

export function readBank(signal?: AbortSignal): Promise<QuestionBank> {
  return read<QuestionBank>(bankPath, signal);
}

/** Reads a workbook or a design; nothing is stored by it. */
export function readImport(file: File): Promise<ImportedDesign> {
  return upload<ImportedDesign>(`${questionnairesPath}/import`, file);
}

export const questionnairePath = (id: string) => `${questionnairesPath}/${encodeURIComponent(id)}`;

export function readQuestionnaire(id: string, signal?: AbortSignal): Promise<QuestionnaireView> {
  return read<QuestionnaireView>(questionnairePath(id), signal);
}

const draftPath = (id: string) => `${questionnairePath(id)}/draft`;

/** Refused with `questionnaires.changed-elsewhere` when somebody saved after `revision`. */
export function saveDraft(id: string, save: DraftSave): Promise<DraftSaved> {
  return change<DraftSaved>('PUT', draftPath(id), save);
}

export function discardDraft(id: string): Promise<void> {
  return send('DELETE', draftPath(id));
}

/** Everything that publishing would look at, and what random paths reach. */
export function proveDraft(id: string): Promise<QuestionnaireProof> {
  return change<QuestionnaireProof>('POST', `${draftPath(id)}/proof`, {});
}

/** All of them: those left out are gone. */
export function saveScenarios(id: string, scenarios: QuestionnaireScenario[]): Promise<unknown> {
  return change<unknown>('PUT', `${questionnairePath(id)}/scenarios`, { scenarios });
}

export function publishDraft(id: string, request: PublishRequest): Promise<QuestionnaireVersionView> {
  return change<QuestionnaireVersionView>('POST', `${questionnairePath(id)}/publish`, request);
}

export const versionPath = (id: string, version: number) => `${questionnairePath(id)}/versions/${version}`;

export function readVersion(id: string, version: number, signal?: AbortSignal): Promise<QuestionnaireVersionView> {
  return read<QuestionnaireVersionView>(versionPath(id, version), signal);
}

/** A file of a published version, or (null) of the draft. */
export const filePath = (id: string, version: number | null, file: QuestionnaireFile) =>
  `${version === null ? draftPath(id) : versionPath(id, version)}/${file}`;
