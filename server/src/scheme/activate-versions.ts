import { record, type Work } from '../platform/index.js';
import { findDueVersions, supersedeActiveVersion, takeScheme, updateVersion } from './scheme.queries.js';

/** Run by the timetable: approved versions whose day has come take effect. Until then `schemeInForce` already obeys them. */
export async function activateDueVersions(work: Work): Promise<void> {
  if ((await findDueVersions(work, work.now)).length === 0) return;
  await takeScheme(work);
  for (const version of await findDueVersions(work, work.now)) {
    await supersedeActiveVersion(work, version.schemeId);
    await updateVersion(work, version, { state: 'ACTIVE', activatedAt: work.now });
    record(work, {
      subject: `scheme-version:${version.id}`,
      action: 'scheme.version-activated',
      payload: { no: version.no, configHash: version.configHash, schemeId: version.schemeId },
    });
  }
}
