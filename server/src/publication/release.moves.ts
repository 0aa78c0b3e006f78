import type { LocalisedText, ReleaseState } from '@minsheng/contracts';
import { publicationProblems } from './publication.problems.js';
import { type ReleaseMove, mayMove } from './release.lifecycle.js';

const stateNames: Readonly<Record<ReleaseState, LocalisedText>> = {
  ASSEMBLED: { zh: '已组稿', en: 'assembled' },
  SIGNED: { zh: '已签署', en: 'signed' },
  EMBARGOED: { zh: '待发布', en: 'embargoed' },
  RELEASED: { zh: '已发布', en: 'released' },
  ARCHIVED: { zh: '已归档', en: 'archived' },
};

/** @throws Problem publication.wrong-state */
export function refuseMove({ state }: { state: ReleaseState }, move: ReleaseMove): void {
  if (mayMove(state, move)) return;
  throw publicationProblems['wrong-state']({ state: stateNames[state].en, zhState: stateNames[state].zh });
}
