import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { anonymous } from '../caller.js';
import { rows } from '../database/rows.js';
import { platformProblems } from '../platform.problems.js';
import { Works } from '../work.js';
import { Public } from './permit.js';
import { Lifeline } from './lifeline.js';

const alive = {
  type: 'object',
  required: ['status'],
  properties: { status: { const: 'ok' } },
  additionalProperties: false,
} as const;

@ApiTags('platform')
@Controller('api')
export class HealthController {
  constructor(
    @Inject(Works) private readonly works: Works,
    @Inject(Lifeline) private readonly lifeline: Lifeline,
  ) {}

  /** The process answers. */
  @Get('health')
  @Public('asked by load balancers')
  @ApiOkResponse({ schema: alive as never })
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process can do its work: the database answers and no stop has begun. */
  @Get('ready')
  @Public('asked by load balancers')
  @ApiOkResponse({ schema: alive as never })
  async ready(): Promise<{ status: 'ok' }> {
    if (this.lifeline.isStopping) throw platformProblems.stopping();
    await this.works.read(anonymous, (work) => rows(work, 'SELECT 1 AS one'));
    return { status: 'ok' };
  }
}
