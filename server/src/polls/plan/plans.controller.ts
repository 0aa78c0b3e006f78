import type { PollPlanView, PollSummary } from '@minsheng/contracts';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Caller,
  CONFIG,
  type Config,
  CurrentCaller,
  Permit,
  platformProblems,
  Public,
  ReasonBody,
  type Work,
  Works,
} from '../../platform/index.js';
import { respondentsByPoll } from '../fieldwork/fieldwork.queries.js';
import { openPollsOf } from '../fieldwork/open-polls.js';
import { pollSummarySchema } from '../poll.schemas.js';
import { personNames } from '../../identity/index.js';
import { viewPoll } from '../poll.view.js';
import { cancelPoll } from './cancel-poll.js';
import { draftPlan, editPlan } from './draft-plan.js';
import { CancelBody, NewPollBody, PlanChangesBody, type WindowBody } from './plan.dto.js';
import { checksOf } from './plan-demands.js';
import { findPlan, listPlanVersions, requireLivePoll } from './plan.queries.js';
import { planViewSchema, pollQuestionnaireSchema } from './plan.schemas.js';
import { viewPlan } from './plan.view.js';
import { PollQuestionnaires } from './poll-questionnaires.js';
import { issueErratum, publishPlan } from './publish-plan.js';
import { approvePlan, returnPlan, submitPlan } from './submit-plan.js';

/** A poll from its draft to its public plan (测评方案). */
@ApiTags('polls')
@Controller('api/polls')
export class PlansController {
  readonly #questionnaires = new PollQuestionnaires();

  constructor(
    @Inject(Works) private readonly works: Works,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** A new poll with a first draft of its plan, from the calendar, the scheme and, when named, an earlier poll. */
  @Post()
  @Permit('polls.plan')
  @ApiCreatedResponse({ schema: pollSummarySchema as never })
  draft(@CurrentCaller() caller: Caller, @Body() body: NewPollBody): Promise<PollSummary> {
    const { kind, periodKey = null, copyOf = null, window } = body;
    const changes = window ? { window: windowOf(window) } : {};
    const city = { isDemonstration: this.config.mode === 'demo' };
    return this.works.write(caller, async (work) =>
      summary(work, await draftPlan(work, { kind, periodKey, copyOf, changes }, city)),
    );
  }

  /** The newest version, with what is still missing. */
  @Get(':id/plan')
  @Permit('polls.monitor')
  @ApiOkResponse({ schema: planViewSchema as never })
  plan(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PollPlanView> {
    return this.works.read(caller, (work) => planOf(work, id));
  }

  /** What a phone runs: the compiled questionnaire of the public plan, known by the plan's hash; none whose answers nobody can read. */
  @Get(':id/questionnaire')
  @Public('as public as the plan it stands in')
  @ApiOkResponse({ schema: pollQuestionnaireSchema as never })
  @ApiResponse({ status: 304, description: 'as it was' })
  async questionnaire(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    openPollsOf(this.works).find(id);
    const isAnswered = await this.#questionnaires.answer(this.works, caller, id, request.raw, reply.raw);
    if (!isAnswered) throw platformProblems['not-found']();
    reply.hijack();
  }

  /** Changes the draft; of a public plan, writes the erratum that another person issues. */
  @Put(':id/plan')
  @Permit('polls.plan')
  @ApiOkResponse({ schema: planViewSchema as never })
  edit(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() { window, ...body }: PlanChangesBody,
  ): Promise<PollPlanView> {
    const changes = { ...body, ...(window ? { window: windowOf(window) } : {}) };
    return this.works.write(caller, async (work) => {
      await editPlan(work, id, changes);
      return planOf(work, id);
    });
  }

  @Post(':id/submit-plan')
  @HttpCode(200)
  @Permit('polls.plan')
  @ApiOkResponse({ schema: pollSummarySchema as never })
  submit(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PollSummary> {
    return this.#then(caller, id, (work) => submitPlan(work, id));
  }

  @Post(':id/return-plan')
  @HttpCode(200)
  @Permit('polls.approve-plan')
  @ApiOkResponse({ schema: pollSummarySchema as never })
  return(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: ReasonBody): Promise<PollSummary> {
    return this.#then(caller, id, (work) => returnPlan(work, id, body.reason));
  }

  /** By another person than the designer and the one who submitted it. */
  @Post(':id/approve-plan')
  @HttpCode(200)
  @Permit('polls.approve-plan')
  @ApiOkResponse({ schema: pollSummarySchema as never })
  approve(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PollSummary> {
    return this.#then(caller, id, (work) => approvePlan(work, id));
  }

  /** As many days before fieldwork as the scheme declares, or by a published override. */
  @Post(':id/publish-plan')
  @HttpCode(200)
  @Permit('polls.publish-plan')
  @ApiOkResponse({ schema: pollSummarySchema as never })
  publish(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PollSummary> {
    return this.#then(caller, id, (work) => publishPlan(work, id));
  }

  /** Before fieldwork, by another person than the one who wrote it. */
  @Post(':id/erratum')
  @HttpCode(200)
  @Permit('polls.approve-plan')
  @ApiOkResponse({ schema: pollSummarySchema as never })
  erratum(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: ReasonBody): Promise<PollSummary> {
    return this.#then(caller, id, (work) => issueErratum(work, id, body.reason));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Permit('polls.cancel')
  @ApiOkResponse({ schema: pollSummarySchema as never })
  cancel(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() body: CancelBody): Promise<PollSummary> {
    const { reason, publicNote = null } = body;
    return this.#then(caller, id, (work) => cancelPoll(work, id, { reason, publicNote }));
  }

  async #then(caller: Caller, id: string, verb: (work: Work) => Promise<void>): Promise<PollSummary> {
    const answer = await this.works.write(caller, async (work) => {
      await verb(work);
      return summary(work, id);
    });
    await openPollsOf(this.works).refresh();
    return answer;
  }
}

async function summary(work: Work, id: string): Promise<PollSummary> {
  return viewPoll(await requireLivePoll(work, id), work.now, await respondentsByPoll(work));
}

async function planOf(work: Work, id: string): Promise<PollPlanView> {
  const { id: pollId } = await requireLivePoll(work, id);
  const row = await findPlan(work, pollId);
  if (!row) throw platformProblems['not-found']();
  const versions = await listPlanVersions(work, pollId);
  const people = versions.flatMap(({ submittedBy, approvedBy }) => [submittedBy, approvedBy]);
  return viewPlan(row, versions, await checksOf(work, row.document), await personNames(work, people));
}

function windowOf({ firstOn, lastOn, releaseAt }: WindowBody) {
  return { firstOn, lastOn, releaseAt: new Date(releaseAt) };
}
