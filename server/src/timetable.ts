import type { City } from './city.js';
import { keepPublicBytes } from './entrance.js';
import type { PreparedBytes } from './platform/http/prepared-bytes.js';
import type { TimetableLine } from './platform/jobs/timetable-runner.js';
import { batchChainLine } from './platform/writer/batch-chain.js';
import { PhotoFolder, forgetOriginalsLine, forgetOrphansLine } from './files/index.js';
import { forgetExpired } from './identity/index.js';
import { issueClockLine } from './issues/index.js';
import { advancePollsLine, archivePollsLine, forgetSaltsLine } from './polls/index.js';
import { watchReportsLine } from './reports/index.js';
import { publishSurfaces } from './publication/index.js';
import { activateDueVersions } from './scheme/index.js';
import { parametersInForce } from './scheme-parameters.js';

/** When the clock says so, these functions run: all of them. */
export function timetable(city: City, prepared: PreparedBytes): readonly TimetableLine[] {
  const photos = new PhotoFolder(city.config.dataFolder, city.keys.photos);
  return [
    batchChainLine,
    { name: 'scheme-versions', everySeconds: 60, run: (works, caller) => works.write(caller, activateDueVersions) },
    forgetExpired,
    forgetOrphansLine(photos),
    forgetOriginalsLine(photos, async (caller) => (await parametersInForce(city, caller)).retention.mediaMonths),
    advancePollsLine,
    forgetSaltsLine,
    archivePollsLine,
    watchReportsLine,
    issueClockLine,
    {
      // The public pages name the next release; on PostgreSQL this also brings releases made by another process.
      name: 'publish-surfaces',
      everySeconds: 60,
      run: async (works) => {
        if (await publishSurfaces(works, prepared, city.config)) keepPublicBytes(city.config.dataFolder, prepared);
      },
    },
  ];
}
