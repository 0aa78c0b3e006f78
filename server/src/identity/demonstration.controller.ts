import type { DemoSignIn } from '@minsheng/contracts';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CONFIG, type Config, KEYS, type Keys, Public, Works, anonymous, platformProblems } from '../platform/index.js';
import { demonstrationSignIns } from './demonstration-sign-ins.js';
import { identitySchemas } from './identity.schemas.js';

@ApiTags('demonstration')
@Controller('api/demo')
export class DemonstrationController {
  constructor(
    @Inject(Works) private readonly works: Works,
    @Inject(KEYS) private readonly keys: Keys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** A city does not have this address. */
  @Get('sign-ins')
  @Public('the invented people of a demonstration')
  @ApiOkResponse({ schema: identitySchemas.demoSignIns as never })
  async signIns(): Promise<DemoSignIn[]> {
    if (this.config.mode !== 'demo') throw platformProblems['not-found']();
    return this.works.read(anonymous, (work) => demonstrationSignIns(work, this.keys));
  }
}
