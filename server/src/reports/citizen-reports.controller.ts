import type { FollowUp, ReportForm, ReportListItem, ReportReceipt, ReportView } from '@minsheng/contracts';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  type Caller,
  CitizenOnly,
  CONFIG,
  type Config,
  CurrentCaller,
  KEYS,
  type Keys,
  type Work,
  Works,
} from '../platform/index.js';
import type { SchemeConfig } from '../scheme/index.js';
import { actOnce } from './act-once.js';
import { appealReport } from './appeal-report.js';
import { giveInfo } from './give-info.js';
import { rateReport } from './rate-report.js';
import { reportForm } from './report-form.js';
import { parametersFor } from './report-rules.js';
import { AppealBody, EvidenceBody, FollowUpBody, NewReportBody, PositionQuery, RatingBody } from './report.dto.js';
import type { LetterMove } from './report-story.entity.js';
import { reportSchemas } from './report.schemas.js';
import { viewOwnReports, viewReceipt, viewReport } from './report.view.js';
import { listOwnReports, requireOwnReport } from './reports.queries.js';
import { submitReport } from './submit-report.js';
import { withdrawReport } from './withdraw-report.js';

/** So many of a citizen's newest reports are listed. */
const ownListLength = 200;

type Verb = (work: Work, parameters: SchemeConfig) => Promise<void>;

@ApiTags('reports')
@Controller('api')
export class CitizenReportsController {
  constructor(
    @Inject(Works) private readonly works: Works,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Categories, what is open nearby, and whether the person has to wait. */
  @Get('report-form')
  @CitizenOnly('own reports')
  @ApiOkResponse({ schema: reportSchemas.form as never })
  form(@CurrentCaller() caller: Caller, @Query() query: PositionQuery): Promise<ReportForm> {
    return this.works.read(caller, async (work) => reportForm(work, await this.#parameters(work), positionOf(query)));
  }

  /** The same `clientId` is answered with the first receipt, however often it is sent. */
  @Post('reports')
  @CitizenOnly('own reports')
  @ApiCreatedResponse({ schema: reportSchemas.receipt as never })
  submit(@CurrentCaller() caller: Caller, @Body() body: NewReportBody): Promise<ReportReceipt> {
    const draft = { ...body, takenAt: new Date(body.takenAt), channel: 'MINI' as const };
    return this.works.write(caller, async (work) =>
      viewReceipt(await submitReport(work, await this.#parameters(work), draft)),
    );
  }

  @Get('reports')
  @CitizenOnly('own reports')
  @ApiOkResponse({ schema: reportSchemas.ownReports as never })
  list(@CurrentCaller() caller: Caller): Promise<ReportListItem[]> {
    return this.works.read(caller, async (work) => {
      const reports = await listOwnReports(work, caller.id, ownListLength);
      return viewOwnReports(work, await this.#parameters(work), reports, this.keys);
    });
  }

  @Get('reports/:id')
  @CitizenOnly('own reports')
  @ApiOkResponse({ schema: reportSchemas.report as never })
  one(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ReportView> {
    return this.works.read(caller, (work) => this.#view(work, id));
  }

  /** Before acceptance. */
  @Post('reports/:id/withdraw')
  @HttpCode(200)
  @CitizenOnly('own reports')
  @ApiOkResponse({ schema: reportSchemas.report as never })
  withdraw(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: FollowUpBody): Promise<ReportView> {
    return this.#then(caller, id, 'withdraw', body, (work) => withdrawReport(work, id));
  }

  /** Once, within seven days; another clerk decides. */
  @Post('reports/:id/appeal')
  @HttpCode(200)
  @CitizenOnly('own reports')
  @ApiOkResponse({ schema: reportSchemas.report as never })
  appeal(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: AppealBody): Promise<ReportView> {
    return this.#then(caller, id, 'appeal', body, (work) => appealReport(work, id, body.reason));
  }

  /** The answer to what the desk asked. */
  @Post('reports/:id/give-info')
  @HttpCode(200)
  @CitizenOnly('own reports')
  @ApiOkResponse({ schema: reportSchemas.report as never })
  giveInfo(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: EvidenceBody): Promise<ReportView> {
    return this.#then(caller, id, 'give-info', body, (work, parameters) => giveInfo(work, parameters, id, body));
  }

  /** Once for each closing. */
  @Post('reports/:id/rate')
  @HttpCode(200)
  @CitizenOnly('own reports')
  @ApiOkResponse({ schema: reportSchemas.report as never })
  rate(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: RatingBody): Promise<ReportView> {
    return this.#then(caller, id, 'rate', body, (work, parameters) => rateReport(work, parameters, id, body));
  }

  /** The same `clientId` is answered again and done once. */
  #then(caller: Caller, id: string, move: LetterMove, letter: FollowUp, verb: Verb): Promise<ReportView> {
    return this.works.write(caller, async (work) => {
      await actOnce(work, id, move, letter, async () => verb(work, await this.#parameters(work)));
      return this.#view(work, id);
    });
  }

  async #view(work: Work, id: string): Promise<ReportView> {
    return viewReport(work, await this.#parameters(work), await requireOwnReport(work, id), this.keys);
  }

  #parameters(work: Work): Promise<SchemeConfig> {
    return parametersFor(work, this.config.scheme);
  }
}

function positionOf({ lng, lat, datum, accuracy }: PositionQuery) {
  if (lng === undefined && lat === undefined) return null;
  return {
    lng: lng ?? Number.NaN,
    lat: lat ?? Number.NaN,
    datum: datum as NonNullable<typeof datum>,
    accuracyMetres: accuracy ?? null,
    source: 'DEVICE' as const,
  };
}
