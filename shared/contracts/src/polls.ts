import type { LocalisedText } from './text.js';
import type { MethodBox, RankingGroup } from './release.js';

/** Stages of a survey brought in from outside: imported → weighted → ranked → released. */
export type BroughtInStage = 'IMPORTED' | 'WEIGHTED' | 'RANKED' | 'RELEASED';

/** `GET /api/polls`. */
export interface PollSummary {
  id: string;
  title: LocalisedText;
  periodKey: string | null;
  stage: BroughtInStage;
  isDemonstration: boolean;
  responses: number;
  units: number;
  indicators: number;
  importedAt: string;
  releaseId: string | null;
}

/** `GET /api/polls/{id}/ranking` (staff; 404 before the ranking is computed). */
export interface PollRankingView {
  poll: PollSummary;
  groups: RankingGroup[];
  method: MethodBox;
  /** SHA-256 (hex) of the inputs the ranking was computed from. */
  inputHash: string;
}
