import type { City } from './city.js';
import { keepPublicBytes } from './entrance.js';
import type { PreparedBytes } from './platform/http/prepared-bytes.js';
import type { TimetableLine } from './platform/jobs/timetable-runner.js';
import { batchChainLine } from './platform/writer/batch-chain.js';
import { forgetExpired } from './identity/index.js';
import { advancePollsLine, archivePollsLine, forgetSaltsLine } from './polls/index.js';
import { publishSurfaces } from './publication/index.js';
import { activateDueVersions } from './scheme/index.js';

/** When the clock says so, these functions run: all of them. */
export function timetable(city: City, prepared: PreparedBytes): readonly TimetableLine[] {
  return [
    batchChainLine,
    { name: 'scheme-versions', everySeconds: 60, run: (works, caller) => works.write(caller, activateDueVersions) },
    forgetExpired,
    advancePollsLine,
    forgetSaltsLine,
    archivePollsLine,
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
