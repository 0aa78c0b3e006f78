import type { RaisedIssue } from '@minsheng/contracts';
import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CitizenOnly, CurrentCaller, Permit, Works } from '../platform/index.js';
import { actOnce, EvidenceBody } from '../reports/index.js';
import type { Issue } from './issue.entity.js';
import { issueSchemas } from './issue.schemas.js';
import { AcceptReportBody, MergeReportBody } from './issues.dto.js';
import { mergeIntoIssue, raiseFromReport } from './raise-from-report.js';
import { reopenByCitizen } from './reopen-issue.js';

/** Where a report and an issue meet: both move in one piece of work. */
@ApiTags('issues')
@Controller('api')
export class ReportIssuesController {
  constructor(@Inject(Works) private readonly works: Works) {}

  /** 受理立案. */
  @Post('desk/reports/:id/accept')
  @Permit('reports.desk')
  @ApiCreatedResponse({ schema: issueSchemas.raised as never })
  accept(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: AcceptReportBody,
  ): Promise<RaisedIssue> {
    return this.works.write(caller, async (work) => raised(await raiseFromReport(work, id, body)));
  }

  /** 并案. */
  @Post('desk/reports/:id/merge')
  @HttpCode(200)
  @Permit('reports.desk')
  @ApiOkResponse({ schema: issueSchemas.raised as never })
  merge(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: MergeReportBody): Promise<RaisedIssue> {
    return this.works.write(caller, async (work) => raised(await mergeIntoIssue(work, id, body.issueId)));
  }

  /** 没修好: once, with a picture, within the days for it; the same issue opens again. */
  @Post('reports/:id/not-fixed')
  @HttpCode(204)
  @CitizenOnly('own reports')
  @ApiNoContentResponse()
  notFixed(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: EvidenceBody): Promise<void> {
    return this.works.write(caller, (work) =>
      actOnce(work, id, 'not-fixed', body, () => reopenByCitizen(work, id, body)),
    );
  }
}

const raised = ({ id, number }: Issue): RaisedIssue => ({ issueId: id, number });
