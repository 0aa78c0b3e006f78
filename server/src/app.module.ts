import type { DynamicModule } from '@nestjs/common';
import { IdentityModule } from './identity/index.js';
import { IndicatorsModule } from './indicators/index.js';
import { OrganisationModule } from './organisation/index.js';
import { PlatformModule, type PlatformParts } from './platform/platform.module.js';
import { PollsModule } from './polls/index.js';
import { PublicationModule } from './publication/index.js';
import { SchemeModule } from './scheme/index.js';

class AppModule {}

/** All rooms, in one house. */
export function appModule(parts: PlatformParts): DynamicModule {
  return {
    module: AppModule,
    imports: [
      PlatformModule.with(parts),
      SchemeModule,
      OrganisationModule,
      IdentityModule,
      IndicatorsModule,
      PollsModule,
      PublicationModule,
    ],
  };
}
