/** Publication (发布): the top floor; only the roof comes in here. */
export { CityController } from './city.controller.js';
export { exportRelease, refuseFullFolder } from './export-release.js';
export { PublicationModule } from './publication.module.js';
export { releasedPollIds } from './publication.queries.js';
export { isOut } from './release.lifecycle.js';
export { releasePoll } from './release-poll.js';
export { type ReleaseClock, catchUp, startReleaseClock } from './release-clock.js';
export { ReleaseDraft, ReleaseSignature } from './release-draft.entity.js';
export { Release, ReleaseFile, UsedSigningKey } from './release.entity.js';
export type { ReleaseSettings } from './signed-release.js';
export { type PublicSettings, publishSurfaces, surfaceRoutes } from './surfaces.js';
export { type Verdict, sayVerdict } from './verifier/verify.js';
export { verifierSource } from './verifier/verifier-source.js';
export { verifyFolder } from './verifier/verify-folder.js';
