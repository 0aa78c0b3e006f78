import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PollRankingView, PollSummary } from '@minsheng/contracts';
import { type Caller, CurrentCaller, Permit, Works, may, platformProblems } from '../platform/index.js';
import { pollRankingSchema, pollSummarySchema } from './poll.schemas.js';
import { viewPoll, viewRanking } from './poll.view.js';
import { findNewestRanking, findPoll, listPolls } from './polls.queries.js';

@ApiTags('polls')
@Controller('api/polls')
export class PollsController {
  constructor(@Inject(Works) private readonly works: Works) {}

  /** All polls, newest first; no scores. */
  @Get()
  @Permit('polls.read')
  @ApiOkResponse({ schema: { type: 'array', items: pollSummarySchema } as never })
  list(@CurrentCaller() caller: Caller): Promise<PollSummary[]> {
    return this.works.read(caller, async (work) => (await listPolls(work)).map(viewPoll));
  }

  @Get(':id')
  @Permit('polls.read')
  @ApiOkResponse({ schema: pollSummarySchema as never })
  one(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PollSummary> {
    return this.works.read(caller, async (work) => viewPoll((await findPoll(work, id)) ?? notFound()));
  }

  /** The computed ranking: before its release only for those who review it, to all others it does not exist. */
  @Get(':id/ranking')
  @Permit('polls.read')
  @ApiOkResponse({ schema: pollRankingSchema as never })
  ranking(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PollRankingView> {
    return this.works.read(caller, async (work) => {
      const poll = (await findPoll(work, id)) ?? notFound();
      if (poll.stage !== 'RELEASED' && !may(caller, 'polls.read-ranking')) notFound();
      return viewRanking(poll, (await findNewestRanking(work, id)) ?? notFound());
    });
  }
}

function notFound(): never {
  throw platformProblems['not-found']();
}
