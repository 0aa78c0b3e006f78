import type { DynamicModule } from '@nestjs/common';
import { DeadlinesModule } from './deadlines/index.js';
import { FilesModule } from './files/index.js';
import { IdentityModule } from './identity/index.js';
import { IndicatorsModule } from './indicators/index.js';
import { IssuesModule } from './issues/index.js';
import { NotificationsModule, unreadOf } from './notifications/index.js';
import { OrganisationModule } from './organisation/index.js';
import { PlatformModule, type PlatformParts } from './platform/platform.module.js';
import { PollsModule } from './polls/index.js';
import { askingPolls } from './asking-polls.js';
import { QuestionnairesModule } from './questionnaires/index.js';
import { ReportsModule } from './reports/index.js';
import { PublicationModule } from './publication/index.js';
import { SchemeModule } from './scheme/index.js';

class AppModule {}

/**
 * All rooms, in one house.
 * @param photoProgram where the photo process's compiled program lies; null: beside the bundle
 */
export function appModule(parts: PlatformParts, photoProgram: string | null = null): DynamicModule {
  return {
    module: AppModule,
    imports: [
      PlatformModule.with(parts),
      SchemeModule,
      DeadlinesModule,
      OrganisationModule,
      FilesModule.with(photoProgram),
      IdentityModule,
      IndicatorsModule,
      QuestionnairesModule.with(askingPolls),
      PollsModule,
      ReportsModule,
      IssuesModule.with(unreadOf),
      NotificationsModule,
      PublicationModule,
    ],
  };
}
