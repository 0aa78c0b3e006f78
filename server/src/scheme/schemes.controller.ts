import type {
  CalendarOverrideView,
  CalendarView,
  SchemeVersionSummary,
  SchemeVersionView,
  SchemeView,
} from '@minsheng/contracts';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { civilDate, civilDateAt, workingCalendarOf } from '../deadlines/index.js';
import { type Caller, CurrentCaller, Permit, type Work, Works } from '../platform/index.js';
import { approveVersion, returnVersion } from './approve-version.js';
import { listCalendar } from './calendar.js';
import { calendarInForce, currentScheme } from './current-scheme.js';
import { proposeOverride, publishOverride, refuseOverride } from './override-calendar.js';
import { amendVersion, proposeVersion } from './propose-version.js';
import { CalendarQuery, OverrideProposalBody, VersionProposalBody, VersionReturnBody } from './scheme.dto.js';
import { findVersion, listOverrides, listVersions, requireOverride, requireVersion } from './scheme.queries.js';
import { schemeSchemas } from './scheme.schemas.js';
import { calendarView, overrideView, schemeView, versionSummary, versionView } from './scheme.view.js';
import { submitVersion } from './submit-version.js';

@ApiTags('scheme')
@Controller('api/scheme')
export class SchemesController {
  constructor(@Inject(Works) private readonly works: Works) {}

  /** The parameters in force, each with where it comes from. */
  @Get()
  @Permit('scheme.read')
  @ApiOkResponse({ schema: schemeSchemas.scheme as never })
  current(@CurrentCaller() caller: Caller): Promise<SchemeView> {
    return this.works.read(caller, async (work) => schemeView(await currentScheme(work)));
  }

  /** The year view: everything the calendar lists, and what to be warned of. */
  @Get('calendar')
  @Permit('scheme.read')
  @ApiOkResponse({ schema: schemeSchemas.calendar as never })
  calendar(@CurrentCaller() caller: Caller, @Query() query: CalendarQuery): Promise<CalendarView> {
    return this.works.read(caller, async (work) => {
      const calendar = await calendarInForce(work, await currentScheme(work));
      const from = query.from ? civilDate(`${query.from}-01`) : civilDateAt(work.now);
      return calendarView(calendar, listCalendar(calendar, await workingCalendarOf(work), from, query.months));
    });
  }

  @Get('versions')
  @Permit('scheme.read')
  @ApiOkResponse({ schema: schemeSchemas.versions as never })
  versions(@CurrentCaller() caller: Caller): Promise<SchemeVersionSummary[]> {
    return this.works.read(caller, async (work) => {
      const { scheme } = await currentScheme(work);
      return (await listVersions(work, scheme.id)).map(versionSummary);
    });
  }

  @Get('versions/:id')
  @Permit('scheme.read')
  @ApiOkResponse({ schema: schemeSchemas.version as never })
  version(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<SchemeVersionView> {
    return this.works.read(caller, (work) => versionById(work, id));
  }

  @Post('versions')
  @Permit('scheme.propose')
  @ApiCreatedResponse({ schema: schemeSchemas.version as never })
  propose(@CurrentCaller() caller: Caller, @Body() body: VersionProposalBody): Promise<SchemeVersionView> {
    return this.works.write(caller, async (work) => versionById(work, await proposeVersion(work, body)));
  }

  @Put('versions/:id')
  @Permit('scheme.propose')
  @ApiOkResponse({ schema: schemeSchemas.version as never })
  amend(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: VersionProposalBody,
  ): Promise<SchemeVersionView> {
    return this.works.write(caller, async (work) => {
      await amendVersion(work, id, body);
      return versionById(work, id);
    });
  }

  @Post('versions/:id/submit')
  @HttpCode(200)
  @Permit('scheme.propose')
  @ApiOkResponse({ schema: schemeSchemas.version as never })
  submit(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<SchemeVersionView> {
    return this.works.write(caller, async (work) => {
      await submitVersion(work, id);
      return versionById(work, id);
    });
  }

  /** By another person than the proposer. */
  @Post('versions/:id/approve')
  @HttpCode(200)
  @Permit('scheme.approve')
  @ApiOkResponse({ schema: schemeSchemas.version as never })
  approve(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<SchemeVersionView> {
    return this.works.write(caller, async (work) => {
      await approveVersion(work, id);
      return versionById(work, id);
    });
  }

  @Post('versions/:id/return')
  @HttpCode(200)
  @Permit('scheme.approve')
  @ApiOkResponse({ schema: schemeSchemas.version as never })
  return(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: VersionReturnBody,
  ): Promise<SchemeVersionView> {
    return this.works.write(caller, async (work) => {
      await returnVersion(work, id, body.reason);
      return versionById(work, id);
    });
  }

  @Get('overrides')
  @Permit('scheme.read')
  @ApiOkResponse({ schema: schemeSchemas.overrides as never })
  overrides(@CurrentCaller() caller: Caller): Promise<CalendarOverrideView[]> {
    return this.works.read(caller, async (work) => {
      const { scheme } = await currentScheme(work);
      return (await listOverrides(work, scheme.id)).map(overrideView);
    });
  }

  @Post('overrides')
  @Permit('scheme.propose')
  @ApiCreatedResponse({ schema: schemeSchemas.override as never })
  override(@CurrentCaller() caller: Caller, @Body() body: OverrideProposalBody): Promise<CalendarOverrideView> {
    return this.works.write(caller, async (work) => {
      const id = await proposeOverride(work, {
        ...body,
        newStart: new Date(body.newStart),
        newEnd: body.newEnd ? new Date(body.newEnd) : null,
      });
      return overrideView(await requireOverride(work, id));
    });
  }

  /** By another person, before it takes effect. */
  @Post('overrides/:id/publish')
  @HttpCode(200)
  @Permit('scheme.approve')
  @ApiOkResponse({ schema: schemeSchemas.override as never })
  publish(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<CalendarOverrideView> {
    return this.works.write(caller, async (work) => {
      await publishOverride(work, id);
      return overrideView(await requireOverride(work, id));
    });
  }

  @Post('overrides/:id/refuse')
  @HttpCode(200)
  @Permit('scheme.approve')
  @ApiOkResponse({ schema: schemeSchemas.override as never })
  refuse(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<CalendarOverrideView> {
    return this.works.write(caller, async (work) => {
      await refuseOverride(work, id);
      return overrideView(await requireOverride(work, id));
    });
  }
}

async function versionById(work: Work, id: string): Promise<SchemeVersionView> {
  const version = await requireVersion(work, id);
  return versionView(version, version.basedOnId ? await findVersion(work, version.basedOnId) : null);
}
