import { record, type Work } from '../platform/index.js';
import { findDueVersions, supersedeActiveVersion, updateVersion } from './scheme.queries.js';

/** Run by the timetable: approved versions whose day has come take effect. Until then `schemeInForce` already obeys them. */
export async function activateDueVersions(work: Work): Promise<void> {
  for (const version of await findDueVersions(work, work.now)) {
    await supersedeActiveVersion(work, version.schemeId);
    if (!(await updateVersion(work, version, { state: 'ACTIVE', activatedAt: work.now }))) continue;
    record(work, {
      subject: `scheme-version:${version.id}`,
      action: 'scheme.version-activated',
      payload: { no: version.no, configHash: version.configHash, schemeId: version.schemeId },
    });
  }
}
