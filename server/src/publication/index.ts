/** Publication (发布): the top floor; only the roof comes in here. */
export { CityController } from './city.controller.js';
export { exportRelease, refuseFullFolder } from './export-release.js';
export { PublicationModule } from './publication.module.js';
export { type ReleaseSettings, releasePoll } from './release-poll.js';
export { Release, ReleaseFile, UsedSigningKey } from './release.entity.js';
export { type PublicSettings, publishSurfaces, surfaceRoutes } from './surfaces.js';
export { type Verdict, sayVerdict } from './verifier/verify.js';
export { verifyFolder } from './verifier/verify-folder.js';
