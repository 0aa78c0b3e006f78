import type { IssueMapPoint, Issues, IssueTab, IssueView, UnitDuty } from '@minsheng/contracts';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  type Caller,
  CurrentCaller,
  KEYS,
  type Keys,
  Permit,
  ReasonBody,
  type Work,
  Works,
} from '../platform/index.js';
import { assignIssue } from './assign-issue.js';
import { askExtension, carryOverIssue, decideExtension } from './extend-issue.js';
import { delegateIssue, escalateIssue, signIssue, startIssue } from './handle-issue.js';
import type { IssueFilter } from './issue-list.queries.js';
import { issueSchemas } from './issue.schemas.js';
import { viewDuty, viewIssue, viewIssues, viewPoints } from './issue.view.js';
import {
  AcceptTransferBody,
  AskExtensionBody,
  AssignBody,
  CarryOverBody,
  DecideExtensionBody,
  DecideTransferBody,
  DelegateBody,
  EscalateBody,
  IssuesQuery,
  MapQuery,
  NewIssueBody,
  RectifyBody,
  RefuseBody,
  ReopenBody,
  StartBody,
  TriageBody,
  VerifyBody,
} from './issues.dto.js';
import { openIssue } from './open-issue.js';
import { rectifyIssue } from './rectify-issue.js';
import { reopenIssue } from './reopen-issue.js';
import { acceptTransfer, decideTransfer, refuseIssue } from './transfer-issue.js';
import { dismissIssue, triageIssue } from './triage-issue.js';
import { isInSight } from './take-issue.js';
import { verifyIssue } from './verify-issue.js';

/** How many unread messages the caller has: known to a room that this one does not know. */
export const UNREAD = Symbol('unread');
export type UnreadOf = (work: Work) => Promise<number>;

@ApiTags('issues')
@Controller('api/issues')
export class IssuesController {
  constructor(
    @Inject(Works) private readonly works: Works,
    @Inject(KEYS) private readonly keys: Keys,
    @Inject(UNREAD) private readonly unreadOf: UnreadOf,
  ) {}

  /** 问题清单: what the caller's units lead or support; the office sees all. */
  @Get()
  @Permit('issues.read')
  @ApiOkResponse({ schema: issueSchemas.list as never })
  list(@CurrentCaller() caller: Caller, @Query() query: IssuesQuery): Promise<Issues> {
    return this.works.read(caller, (work) =>
      viewIssues(work, this.keys, tabOf(query), filterOf(query), query.cursor ?? null),
    );
  }

  @Get('map')
  @Permit('issues.read')
  @ApiOkResponse({ schema: issueSchemas.points as never })
  map(@CurrentCaller() caller: Caller, @Query() query: MapQuery): Promise<IssueMapPoint[]> {
    const [west, south, east, north] = query.bbox.split(',').map(Number) as [number, number, number, number];
    return this.works.read(caller, (work) =>
      viewPoints(work, tabOf(query), filterOf(query), { west, south, east, north }),
    );
  }

  /** 今天要办. */
  @Get('duty')
  @Permit('issues.handle')
  @ApiOkResponse({ schema: issueSchemas.duty as never })
  duty(@CurrentCaller() caller: Caller): Promise<UnitDuty> {
    return this.works.read(caller, async (work) => viewDuty(work, this.keys, await this.unreadOf(work)));
  }

  @Get(':id')
  @Permit('issues.read')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  one(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<IssueView> {
    return this.works.read(caller, (work) => viewIssue(work, this.keys, id));
  }

  /** 巡查发现: by an area officer in the own area, by the office anywhere. */
  @Post()
  @Permit('issues.open')
  @ApiCreatedResponse({ schema: issueSchemas.view as never })
  open(@CurrentCaller() caller: Caller, @Body() body: NewIssueBody): Promise<IssueView> {
    return this.works.write(caller, async (work) => {
      const { id } = await openIssue(work, body);
      return viewIssue(work, this.keys, id);
    });
  }

  @Post(':id/triage')
  @HttpCode(200)
  @Permit('issues.dispatch')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  triage(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: TriageBody): Promise<IssueView> {
    return this.#then(caller, id, (work) => triageIssue(work, id, body));
  }

  /** 派遣, with all five fixes. */
  @Post(':id/assign')
  @HttpCode(200)
  @Permit('issues.dispatch')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  assign(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: AssignBody): Promise<IssueView> {
    return this.#then(caller, id, (work) => assignIssue(work, id, body));
  }

  @Post(':id/dismiss')
  @HttpCode(200)
  @Permit('issues.dispatch')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  dismiss(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: ReasonBody): Promise<IssueView> {
    return this.#then(caller, id, (work) => dismissIssue(work, id, body.reason));
  }

  /** 签收: one tap. */
  @Post(':id/sign')
  @HttpCode(200)
  @Permit('issues.handle')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  sign(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<IssueView> {
    return this.#then(caller, id, (work) => signIssue(work, id));
  }

  /** 退回, naming whose it is. A successor that refuses, too, sees it no more: 204. */
  @Post(':id/refuse')
  @HttpCode(200)
  @Permit('issues.handle')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  @ApiNoContentResponse()
  refuse(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: RefuseBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IssueView | undefined> {
    return this.works.write(caller, async (work) => {
      await refuseIssue(work, id, body);
      if (await isInSight(work, id)) return viewIssue(work, this.keys, id);
      void reply.code(204);
      return undefined;
    });
  }

  @Post(':id/accept-transfer')
  @HttpCode(200)
  @Permit('issues.handle')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  acceptTransfer(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: AcceptTransferBody,
  ): Promise<IssueView> {
    return this.#then(caller, id, (work) => acceptTransfer(work, id, body));
  }

  /** 裁定: after the second refusal it binds. */
  @Post(':id/decide-transfer')
  @HttpCode(200)
  @Permit('issues.dispatch')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  decideTransfer(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: DecideTransferBody,
  ): Promise<IssueView> {
    return this.#then(caller, id, (work) => decideTransfer(work, id, body));
  }

  @Post(':id/start')
  @HttpCode(200)
  @Permit('issues.handle')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  start(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: StartBody): Promise<IssueView> {
    return this.#then(caller, id, (work) => startIssue(work, id, body.measure));
  }

  /** 交办, one level down. */
  @Post(':id/delegate')
  @HttpCode(200)
  @Permit('issues.handle')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  delegate(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: DelegateBody): Promise<IssueView> {
    return this.#then(caller, id, (work) => delegateIssue(work, id, body));
  }

  /** 提级, one tier up. */
  @Post(':id/escalate')
  @HttpCode(200)
  @Permit('issues.handle')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  escalate(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: EscalateBody): Promise<IssueView> {
    return this.#then(caller, id, (work) => escalateIssue(work, id, body));
  }

  @Post(':id/ask-extension')
  @HttpCode(200)
  @Permit('issues.handle')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  askExtension(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: AskExtensionBody,
  ): Promise<IssueView> {
    return this.#then(caller, id, (work) => askExtension(work, id, body));
  }

  @Post(':id/decide-extension')
  @HttpCode(200)
  @Permit('issues.decide')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  decideExtension(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: DecideExtensionBody,
  ): Promise<IssueView> {
    return this.#then(caller, id, (work) => decideExtension(work, id, body));
  }

  /** 整改回复, with after-photos. */
  @Post(':id/rectify')
  @HttpCode(200)
  @Permit('issues.handle')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  rectify(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: RectifyBody): Promise<IssueView> {
    return this.#then(caller, id, (work) => rectifyIssue(work, id, body));
  }

  /** 核查, by another unit than the one that handled it. */
  @Post(':id/verify')
  @HttpCode(200)
  @Permit('issues.verify')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  verify(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: VerifyBody): Promise<IssueView> {
    return this.#then(caller, id, (work) => verifyIssue(work, id, body));
  }

  /** 跨年挂账. */
  @Post(':id/carry-over')
  @HttpCode(200)
  @Permit('issues.decide')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  carryOver(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: CarryOverBody): Promise<IssueView> {
    return this.#then(caller, id, (work) => carryOverIssue(work, id, body));
  }

  /** 回访重开. */
  @Post(':id/reopen')
  @HttpCode(200)
  @Permit('issues.verify')
  @ApiOkResponse({ schema: issueSchemas.view as never })
  reopen(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: ReopenBody): Promise<IssueView> {
    return this.#then(caller, id, (work) => reopenIssue(work, id, body));
  }

  #then(caller: Caller, id: string, verb: (work: Work) => Promise<void>): Promise<IssueView> {
    return this.works.write(caller, async (work) => {
      await verb(work);
      return viewIssue(work, this.keys, id);
    });
  }
}

/** Metres that a search around a point reaches. */
const farthest = 5000;

const tabOf = ({ tab = 'all' }: IssuesQuery): IssueTab => tab;

function filterOf({ category, area, unit, q, near }: IssuesQuery): IssueFilter {
  const [lng, lat, metres] = near?.split(',').map(Number) ?? [];
  const isNear = lng !== undefined && lat !== undefined && metres !== undefined;
  return {
    category: category ?? null,
    area: area ?? null,
    unit: unit ?? null,
    q: q ?? null,
    near: isNear ? { lng, lat, metres: Math.min(metres, farthest) } : null,
  };
}
