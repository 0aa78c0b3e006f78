import type { WorkingYearProposalView, WorkingYearsView } from '@minsheng/contracts';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, Permit, Works } from '../platform/index.js';
import { civilDateAt, yearOf } from './civil-date.js';
import { WorkingYearBody } from './deadlines.dto.js';
import { listWorkingYears, requireWorkingYear } from './deadlines.queries.js';
import { deadlineSchemas } from './deadlines.schemas.js';
import { proposalView, workingYearsView } from './deadlines.view.js';
import { approveWorkingYear, proposeWorkingYear, refuseWorkingYear } from './enter-working-year.js';
import { publishedYears } from './working-calendar.js';

@ApiTags('deadlines')
@Controller('api/working-years')
export class WorkingYearsController {
  constructor(@Inject(Works) private readonly works: Works) {}

  /** Holiday arrangements of this year and the next two, and what was entered for any. */
  @Get()
  @Permit('scheme.read')
  @ApiOkResponse({ schema: deadlineSchemas.years as never })
  years(@CurrentCaller() caller: Caller): Promise<WorkingYearsView> {
    return this.works.read(caller, async (work) =>
      workingYearsView(publishedYears(), await listWorkingYears(work), yearOf(civilDateAt(work.now))),
    );
  }

  @Post()
  @Permit('scheme.propose')
  @ApiCreatedResponse({ schema: deadlineSchemas.proposal as never })
  propose(@CurrentCaller() caller: Caller, @Body() body: WorkingYearBody): Promise<WorkingYearProposalView> {
    return this.works.write(caller, async (work) =>
      proposalView(await requireWorkingYear(work, await proposeWorkingYear(work, body))),
    );
  }

  /** By another person than the one who entered it. */
  @Post(':id/approve')
  @HttpCode(200)
  @Permit('scheme.approve')
  @ApiOkResponse({ schema: deadlineSchemas.proposal as never })
  approve(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<WorkingYearProposalView> {
    return this.works.write(caller, async (work) => {
      await approveWorkingYear(work, id);
      return proposalView(await requireWorkingYear(work, id));
    });
  }

  @Post(':id/refuse')
  @HttpCode(200)
  @Permit('scheme.approve')
  @ApiOkResponse({ schema: deadlineSchemas.proposal as never })
  refuse(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<WorkingYearProposalView> {
    return this.works.write(caller, async (work) => {
      await refuseWorkingYear(work, id);
      return proposalView(await requireWorkingYear(work, id));
    });
  }
}
