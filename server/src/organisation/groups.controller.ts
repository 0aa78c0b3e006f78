import type { DivisionView, GroupView, LevelView } from '@minsheng/contracts';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, Permit, Works, platformProblems, reachOf } from '../platform/index.js';
import { divisionByCode } from './divisions.js';
import { GroupsQuery } from './organisation.dto.js';
import { groupsOf, listLevels, listUnits } from './organisation.queries.js';
import { organisationSchemas } from './organisation.schemas.js';
import { groupView, levelView } from './organisation.view.js';

/** What units are compared in, what levels they stand on, and where they lie. */
@ApiTags('organisation')
@Controller('api')
export class GroupsController {
  constructor(@Inject(Works) private readonly works: Works) {}

  @Get('groups')
  @Permit('organisation.read')
  @ApiOkResponse({ schema: organisationSchemas.groups as never })
  groups(@CurrentCaller() caller: Caller, @Query() query: GroupsQuery): Promise<GroupView[]> {
    return this.works.read(caller, async (work) => {
      const units = new Map(
        (await listUnits(work, reachOf(caller, 'organisation.read'))).map((unit) => [unit.id as string, unit]),
      );
      return (await groupsOf(work, query.purpose, work.now)).map((group) => groupView(group, units));
    });
  }

  @Get('levels')
  @Permit('organisation.read')
  @ApiOkResponse({ schema: organisationSchemas.levels as never })
  levels(@CurrentCaller() caller: Caller): Promise<LevelView[]> {
    return this.works.read(caller, async (work) => (await listLevels(work)).map(levelView));
  }

  @Get('divisions/:code')
  @Permit('organisation.read')
  @ApiOkResponse({ schema: organisationSchemas.division as never })
  async division(@Param('code') code: string): Promise<DivisionView> {
    const division = await divisionByCode(code);
    if (!division) throw platformProblems['not-found']();
    return division;
  }
}
