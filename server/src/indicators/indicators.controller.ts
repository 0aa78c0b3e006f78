import type { IndicatorView } from '@minsheng/contracts';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { personNames } from '../identity/index.js';
import { type Caller, CurrentCaller, Permit, ReasonBody, type Work, Works } from '../platform/index.js';
import { approveIndicator, returnIndicator } from './approve-indicator.js';
import { IndicatorBody } from './indicator.dto.js';
import { indicatorSchemas } from './indicator.schemas.js';
import { viewIndicator } from './indicator.view.js';
import type { IndicatorDraft } from './judge-indicator.js';
import { type IndicatorWithShares, listIndicators, requireIndicator } from './indicators.queries.js';
import { editIndicator, proposeIndicator } from './propose-indicator.js';
import { submitIndicator } from './submit-indicator.js';
import { resumeIndicator, retireIndicator, suspendIndicator } from './suspend-indicator.js';

@ApiTags('indicators')
@Controller('api/indicators')
export class IndicatorsController {
  constructor(@Inject(Works) private readonly works: Works) {}

  /** Every indicator in every version, by code, the newest first. */
  @Get()
  @Permit('indicators.read')
  @ApiOkResponse({ schema: indicatorSchemas.indicators as never })
  list(@CurrentCaller() caller: Caller): Promise<IndicatorView[]> {
    return this.works.read(caller, async (work) => viewAll(work, await listIndicators(work)));
  }

  /** A new indicator, or with the code of one that stands its next version. */
  @Post()
  @Permit('indicators.propose')
  @ApiCreatedResponse({ schema: indicatorSchemas.indicator as never })
  propose(@CurrentCaller() caller: Caller, @Body() body: IndicatorBody): Promise<IndicatorView> {
    return this.works.write(caller, async (work) => one(work, await proposeIndicator(work, whole(body))));
  }

  @Put(':id')
  @Permit('indicators.propose')
  @ApiOkResponse({ schema: indicatorSchemas.indicator as never })
  edit(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: IndicatorBody): Promise<IndicatorView> {
    return this.#then(caller, id, (work) => editIndicator(work, id, whole(body)));
  }

  /** Submitting declares that no natural person is named (BR-40); the ledger keeps it with the name of who did. */
  @Post(':id/submit')
  @HttpCode(200)
  @Permit('indicators.propose')
  @ApiOkResponse({ schema: indicatorSchemas.indicator as never })
  submit(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<IndicatorView> {
    return this.#then(caller, id, (work) => submitIndicator(work, id));
  }

  /** By another person than the proposer. */
  @Post(':id/approve')
  @HttpCode(200)
  @Permit('indicators.approve')
  @ApiOkResponse({ schema: indicatorSchemas.indicator as never })
  approve(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<IndicatorView> {
    return this.#then(caller, id, (work) => approveIndicator(work, id));
  }

  @Post(':id/return')
  @HttpCode(200)
  @Permit('indicators.approve')
  @ApiOkResponse({ schema: indicatorSchemas.indicator as never })
  return(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: ReasonBody): Promise<IndicatorView> {
    return this.#then(caller, id, (work) => returnIndicator(work, id, body.reason));
  }

  @Post(':id/suspend')
  @HttpCode(200)
  @Permit('indicators.approve')
  @ApiOkResponse({ schema: indicatorSchemas.indicator as never })
  suspend(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: ReasonBody): Promise<IndicatorView> {
    return this.#then(caller, id, (work) => suspendIndicator(work, id, body.reason));
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Permit('indicators.approve')
  @ApiOkResponse({ schema: indicatorSchemas.indicator as never })
  resume(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<IndicatorView> {
    return this.#then(caller, id, (work) => resumeIndicator(work, id));
  }

  /** For good; refused while a poll runs on it. */
  @Post(':id/retire')
  @HttpCode(200)
  @Permit('indicators.approve')
  @ApiOkResponse({ schema: indicatorSchemas.indicator as never })
  retire(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: ReasonBody): Promise<IndicatorView> {
    return this.#then(caller, id, (work) => retireIndicator(work, id, body.reason));
  }

  #then(caller: Caller, id: string, verb: (work: Work) => Promise<void>): Promise<IndicatorView> {
    return this.works.write(caller, async (work) => {
      await verb(work);
      return one(work, id);
    });
  }
}

async function one(work: Work, id: string): Promise<IndicatorView> {
  const [view] = await viewAll(work, [await requireIndicator(work, id)]);
  return view as IndicatorView;
}

function whole(body: IndicatorBody): IndicatorDraft {
  return { ...body, hint: body.hint ?? null, anchorTask: body.anchorTask ?? null };
}

async function viewAll(work: Work, found: readonly IndicatorWithShares[]): Promise<IndicatorView[]> {
  const people = found.flatMap(({ indicator }) => [indicator.proposedBy, indicator.approvedBy]);
  const names = await personNames(work, people);
  return found.map((one) => viewIndicator(one, names));
}
