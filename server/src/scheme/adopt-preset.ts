import { newId, record, type Work } from '../platform/index.js';
import { periodAt } from './periods.js';
import type { Preset } from './preset.js';
import { findScheme, insertScheme, insertVersion } from './scheme.queries.js';
import { schemeProblems } from './scheme.problems.js';
import type { SchemeId } from './scheme.entity.js';
import type { SchemeVersionId } from './scheme-version.entity.js';

/**
 * The city starts from a preset: version 1, in force from the start of the running scoring period. Done once, at set-up,
 * before there are two persons to propose and approve.
 */
export async function adoptPreset(work: Work, preset: Preset): Promise<SchemeVersionId> {
  if (await findScheme(work)) throw schemeProblems['already-adopted']();
  const schemeId = newId<SchemeId>();
  const versionId = newId<SchemeVersionId>();
  await insertScheme(work, { id: schemeId, code: preset.code, createdAt: work.now });
  await insertVersion(work, {
    id: versionId,
    schemeId,
    state: 'ACTIVE',
    config: preset.config,
    configHash: preset.configHash,
    provenance: preset.provenance,
    changes: {},
    basedOnId: null,
    effectiveFrom: periodAt(preset.config.scoring.period, work.now).start,
    reason: '采用预设方案',
    proposedBy: work.caller.id,
    proposedAt: work.now,
    submittedAt: null,
    decidedBy: null,
    decidedAt: null,
    returnReason: null,
    activatedAt: work.now,
  });
  record(work, {
    subject: `scheme:${schemeId}`,
    action: 'scheme.preset-adopted',
    payload: { preset: preset.code, configHash: preset.configHash, versionId },
  });
  return versionId;
}
