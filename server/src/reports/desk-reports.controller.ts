import type { DeskReports, DeskReportView, ReportReporterView } from '@minsheng/contracts';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  type Caller,
  CONFIG,
  type Config,
  CurrentCaller,
  KEYS,
  type Keys,
  Permit,
  ReasonBody,
  type Work,
  Works,
} from '../platform/index.js';
import type { SchemeConfig } from '../scheme/index.js';
import { askForMore, decideHeld, recategoriseReport, rejectReport } from './accept-report.js';
import { countTabs, listForDesk, readNear } from './desk.queries.js';
import { viewDeskReports, viewDeskReportWhole } from './desk.view.js';
import { parametersFor } from './report-rules.js';
import {
  CategoryBody,
  DeskQuery,
  HeldDecisionBody,
  QuestionBody,
  RejectionBody,
  TakenDownReportBody,
} from './report.dto.js';
import { reportSchemas } from './report.schemas.js';
import { findReport, requireReport } from './reports.queries.js';
import { revealReporter } from './reveal-reporter.js';
import { takeDownReport } from './submit-report.js';

type Verb = (work: Work, parameters: SchemeConfig) => Promise<void>;

/** The desk (受理席). Accepting and merging belong to the issues. */
@ApiTags('reports')
@Controller('api/desk/reports')
export class DeskReportsController {
  constructor(
    @Inject(Works) private readonly works: Works,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Where somebody waits, the oldest first; else the newest; with `near`, the nearest. Counts are of the whole tabs. */
  @Get()
  @Permit('reports.read')
  @ApiOkResponse({ schema: reportSchemas.deskReports as never })
  list(@CurrentCaller() caller: Caller, @Query() query: DeskQuery): Promise<DeskReports> {
    const { tab = 'waiting', category = null, area = null, q = null, near, cursor = null } = query;
    const filter = { tab, category, area, q, near: near === undefined ? null : readNear(near) };
    return this.works.read(caller, async (work) => {
      const page = await listForDesk(work, filter, cursor);
      const parameters = await this.#parameters(work);
      return {
        rows: await viewDeskReports(work, parameters, page.reports, this.keys),
        cursor: page.cursor,
        counts: await countTabs(work),
      };
    });
  }

  /** A call, or what came by another channel: the same number and the same life. */
  @Post()
  @Permit('reports.desk')
  @ApiCreatedResponse({ schema: reportSchemas.deskReport as never })
  takeDown(@CurrentCaller() caller: Caller, @Body() body: TakenDownReportBody): Promise<DeskReportView> {
    return this.works.write(caller, async (work) => {
      const parameters = await this.#parameters(work);
      const { id } = await takeDownReport(work, parameters, { ...body, takenAt: work.now, joins: null }, this.keys);
      const report = await findReport(work, id);
      if (!report) throw new Error(`report ${id} was not kept`);
      return viewDeskReportWhole(work, parameters, report, this.keys);
    });
  }

  @Get(':id')
  @Permit('reports.read')
  @ApiOkResponse({ schema: reportSchemas.deskReport as never })
  one(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<DeskReportView> {
    return this.works.read(caller, (work) => this.#view(work, id));
  }

  @Post(':id/reject')
  @HttpCode(200)
  @Permit('reports.desk')
  @ApiOkResponse({ schema: reportSchemas.deskReport as never })
  reject(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: RejectionBody,
  ): Promise<DeskReportView> {
    return this.#then(caller, id, (work) => rejectReport(work, id, body));
  }

  /** Asks the reporter for more; it lapses after 72 hours. */
  @Post(':id/ask')
  @HttpCode(200)
  @Permit('reports.desk')
  @ApiOkResponse({ schema: reportSchemas.deskReport as never })
  ask(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: QuestionBody): Promise<DeskReportView> {
    return this.#then(caller, id, (work) => askForMore(work, id, body.question));
  }

  @Post(':id/recategorise')
  @HttpCode(200)
  @Permit('reports.desk')
  @ApiOkResponse({ schema: reportSchemas.deskReport as never })
  recategorise(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: CategoryBody,
  ): Promise<DeskReportView> {
    return this.#then(caller, id, (work, parameters) => recategoriseReport(work, parameters, id, body.category));
  }

  /** What a person decides of a report that the check held. */
  @Post(':id/decide-held')
  @HttpCode(200)
  @Permit('reports.desk')
  @ApiOkResponse({ schema: reportSchemas.deskReport as never })
  decideHeld(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: HeldDecisionBody,
  ): Promise<DeskReportView> {
    return this.#then(caller, id, (work, parameters) => decideHeld(work, parameters, id, body));
  }

  /** Who reported: an act of its own, with its reason in the ledger. Never of an anonymous report. */
  @Post(':id/reporter')
  @HttpCode(200)
  @Permit('reports.reveal-reporter')
  @ApiOkResponse({ schema: reportSchemas.reporter as never })
  reporter(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: ReasonBody,
  ): Promise<ReportReporterView> {
    return this.works.write(caller, (work) => revealReporter(work, this.keys, id, body.reason));
  }

  #then(caller: Caller, id: string, verb: Verb): Promise<DeskReportView> {
    return this.works.write(caller, async (work) => {
      await verb(work, await this.#parameters(work));
      return this.#view(work, id);
    });
  }

  async #view(work: Work, id: string): Promise<DeskReportView> {
    return viewDeskReportWhole(work, await this.#parameters(work), await requireReport(work, id), this.keys);
  }

  #parameters(work: Work): Promise<SchemeConfig> {
    return parametersFor(work, this.config.scheme);
  }
}
