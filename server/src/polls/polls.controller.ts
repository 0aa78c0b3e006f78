import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type {
  FieldworkView,
  FlagCount,
  HeldResponse,
  MyResponse,
  PollRankingView,
  PollSummary,
  RankingReview,
  WeightingView,
} from '@minsheng/contracts';
import { confirmSecondFactor, personNames } from '../identity/index.js';
import {
  type Caller,
  CitizenOnly,
  CurrentCaller,
  KEYS,
  type Keys,
  Permit,
  ReasonBody,
  SecondFactorBody,
  type Work,
  Works,
  codeVersion,
  may,
  platformProblems,
} from '../platform/index.js';
import { decideHeld, finishCleaning } from './cleaning/decide-held.js';
import { heldRows } from './cleaning/held.queries.js';
import { viewHeld } from './cleaning/held.view.js';
import { fieldBookOf } from './fieldwork/field-book.js';
import {
  countsOfPoll,
  findNewestAnswer,
  findSalt,
  flagCounts,
  respondentsByPoll,
} from './fieldwork/fieldwork.queries.js';
import { viewFieldwork } from './fieldwork/fieldwork.view.js';
import { openPollsOf } from './fieldwork/open-polls.js';
import { qualitySoFar } from './fieldwork/quality-so-far.js';
import { decodeRecord } from './fieldwork/record.js';
import { personKey } from './fieldwork/slot.js';
import { receiptFor } from './fieldwork/take-answer.js';
import { DecisionDto } from './live-polls.dto.js';
import {
  fieldworkSchema,
  flagCountsSchema,
  heldSchema,
  myResponseSchema,
  recomputeSchema,
  reviewSchema,
  weightingSchema,
} from './live-polls.schemas.js';
import { movePoll, wrongStage } from './move-poll.js';
import { findPublishedPlan } from './plan/plan.queries.js';
import type { Poll } from './poll.entity.js';
import { type PollMove, mayMove, stageAt, stagesWithScores } from './poll.lifecycle.js';
import { pollRankingSchema, pollSummarySchema } from './poll.schemas.js';
import { viewPoll, viewRanking } from './poll.view.js';
import { findNewestRanking, findNewestWeightSet, findPoll, listPolls } from './polls.queries.js';
import { scorePoll } from './ranking/score-poll.js';
import { recomputePoll } from './seal/recompute.js';
import { viewReview } from './seal/review.view.js';
import { findSeal, signaturesOf } from './seal/seal.queries.js';
import { sealPoll, signAsPreparer } from './seal/sign-and-seal.js';

@ApiTags('polls')
@Controller('api/polls')
export class PollsController {
  constructor(
    @Inject(Works) private readonly works: Works,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** All polls, newest first; no scores. */
  @Get()
  @Permit('polls.read')
  @ApiOkResponse({ schema: { type: 'array', items: pollSummarySchema } as never })
  list(@CurrentCaller() caller: Caller): Promise<PollSummary[]> {
    return this.works.read(caller, async (work) => {
      const counts = await respondentsByPoll(work);
      return (await listPolls(work)).map((poll) => viewPoll(poll, work.now, counts));
    });
  }

  @Get(':id')
  @Permit('polls.read')
  @ApiOkResponse({ schema: pollSummarySchema as never })
  one(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PollSummary> {
    return this.#summary(caller, id);
  }

  /** The computed ranking: before its release only for those who review it, to all others it does not exist. */
  @Get(':id/ranking')
  @Permit('polls.read')
  @ApiOkResponse({ schema: pollRankingSchema as never })
  ranking(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PollRankingView> {
    return this.works.read(caller, async (work) => {
      const poll = (await findPoll(work, id)) ?? notFound();
      if (!mayReadScores(poll, caller)) notFound();
      return viewRanking(
        poll,
        work.now,
        await respondentsByPoll(work),
        (await findNewestRanking(work, id)) ?? notFound(),
      );
    });
  }

  /** Counts, quotas and quality of the fieldwork (期次总览); nothing of what was answered. */
  @Get(':id/fieldwork')
  @Permit('polls.monitor')
  @ApiOkResponse({ schema: fieldworkSchema as never })
  async fieldwork(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<FieldworkView> {
    const { poll, published } = await this.works.read(caller, (work) => withPlan(work, id));
    const book = fieldBookOf(published.document);
    const { fieldworkFrom } = poll;
    if (!fieldworkFrom) notFound();
    const quality = await qualitySoFar(this.works, { ...poll, fieldworkFrom }, book);
    return this.works.read(caller, async (work) =>
      viewFieldwork({
        poll: viewPoll(poll, work.now, await respondentsByPoll(work)),
        plan: published.document,
        planHash: published.hash,
        planPublishedAt: published.publishedAt,
        counts: await countsOfPoll(work, poll.number),
        quality,
        decided: await flagCounts(work, id),
        now: work.now,
      }),
    );
  }

  @Post(':id/pause')
  @HttpCode(200)
  @Permit('polls.pause')
  @ApiOkResponse({ schema: pollSummarySchema as never })
  pause(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() { reason }: ReasonBody,
  ): Promise<PollSummary> {
    return this.#move(caller, id, 'pause', { reason });
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Permit('polls.pause')
  @ApiOkResponse({ schema: pollSummarySchema as never })
  resume(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PollSummary> {
    return this.#move(caller, id, 'resume', {});
  }

  /** Held answers, one line each, without the answers themselves. */
  @Get(':id/held')
  @Permit('polls.monitor')
  @ApiOkResponse({ schema: heldSchema as never })
  held(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<HeldResponse[]> {
    return this.works.read(caller, async (work) => {
      const { published } = await withPlan(work, id);
      const found = await heldRows(work, id);
      const names = await personNames(
        work,
        found.map(({ decidedBy }) => decidedBy),
      );
      return viewHeld(found, published.document, fieldBookOf(published.document), names);
    });
  }

  @Post(':id/decisions')
  @HttpCode(200)
  @Permit('polls.clean')
  @ApiOkResponse({ schema: flagCountsSchema as never })
  decide(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() decision: DecisionDto,
  ): Promise<FlagCount[]> {
    return this.works.write(caller, async (work) => {
      await decideHeld(work, (await findPoll(work, id)) ?? notFound(), decision);
      return flagCounts(work, id);
    });
  }

  @Post(':id/finish-cleaning')
  @HttpCode(200)
  @Permit('polls.clean')
  @ApiOkResponse({ schema: pollSummarySchema as never })
  async finishCleaning(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PollSummary> {
    await this.works.write(caller, async (work) => finishCleaning(work, (await findPoll(work, id)) ?? notFound()));
    return this.#summary(caller, id);
  }

  /** Weighs, scores and ranks from the folded sums. */
  @Post(':id/score')
  @HttpCode(200)
  @Permit('polls.score')
  @ApiOkResponse({ schema: pollSummarySchema as never })
  async score(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PollSummary> {
    await scorePoll(this.works, caller, id, codeVersion);
    return this.#summary(caller, id);
  }

  @Post(':id/return-to-cleaning')
  @HttpCode(200)
  @Permit('polls.review')
  @ApiOkResponse({ schema: pollSummarySchema as never })
  returnToCleaning(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() { reason }: ReasonBody,
  ): Promise<PollSummary> {
    return this.#move(caller, id, 'return-to-cleaning', { reason });
  }

  /** How the answers were weighted (加权诊断). */
  @Get(':id/weighting')
  @Permit('polls.read-ranking')
  @ApiOkResponse({ schema: weightingSchema as never })
  weighting(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<WeightingView> {
    return this.works.read(caller, async (work) => {
      const { poll, published } = await withPlan(work, id);
      const live = (await findNewestWeightSet(work, id))?.report.live;
      if (!live || !stagesWithScores.includes(poll.stage)) notFound();
      return {
        poll: viewPoll(poll, work.now, await respondentsByPoll(work)),
        planHash: published.hash,
        samples: live.samples,
        alternatives: live.alternatives,
        excluded: live.excluded,
      };
    });
  }

  /** Everything the two who sign look at (排名审定). */
  @Get(':id/review')
  @Permit('polls.read-ranking')
  @ApiOkResponse({ schema: reviewSchema as never })
  review(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<RankingReview> {
    return this.#review(caller, id);
  }

  /** The one who prepared the result signs, with a second factor. */
  @Post(':id/sign')
  @HttpCode(200)
  @Permit('polls.sign')
  @ApiOkResponse({ schema: reviewSchema as never })
  async sign(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() { totp }: SecondFactorBody,
  ): Promise<RankingReview> {
    await confirmSecondFactor(this.works, caller, this.keys, totp);
    await this.works.write(caller, (work) => signAsPreparer(work, id));
    return this.#review(caller, id);
  }

  /** Another person seals, with a second factor; everything is computed again first. */
  @Post(':id/seal')
  @HttpCode(200)
  @Permit('polls.review')
  @ApiOkResponse({ schema: reviewSchema as never })
  async seal(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() { totp }: SecondFactorBody,
  ): Promise<RankingReview> {
    await confirmSecondFactor(this.works, caller, this.keys, totp);
    await sealPoll(this.works, caller, id);
    return this.#review(caller, id);
  }

  /** Makes the result again from the answers, one by one, and says what differs. */
  @Post(':id/recompute')
  @HttpCode(200)
  @Permit('polls.read-ranking')
  @ApiOkResponse({ schema: recomputeSchema as never })
  async recompute(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
  ): Promise<{ isEqual: boolean; differences: string[] }> {
    await this.works.read(caller, async (work) => {
      const poll = (await findPoll(work, id)) ?? notFound();
      if (!stagesWithScores.includes(poll.stage) || poll.kind === 'BROUGHT_IN') notFound();
    });
    const { differences } = await recomputePoll(this.works, caller, id);
    return { isEqual: differences.length === 0, differences: differences.slice(0, 50) };
  }

  /** The caller's own answer, to look at and to change. */
  @Get(':id/my-response')
  @CitizenOnly('the own answer')
  @ApiOkResponse({ schema: myResponseSchema as never })
  myResponse(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<MyResponse> {
    return this.works.read(caller, async (work) => {
      const poll = (await findPoll(work, id)) ?? notFound();
      const published = await findPublishedPlan(work, id);
      const salt = await findSalt(work, id);
      if (!published || poll.stage === 'CANCELLED') notFound();
      const stored = salt ? await findNewestAnswer(work, personKey(salt, caller.id)) : null;
      if (!stored) return { response: null };
      const book = fieldBookOf(published.document);
      const decoded = decodeRecord(stored.record);
      const texts =
        stored.texts === null ? {} : (JSON.parse(stored.texts) as Record<string, string> & { $seed?: number });
      const items = published.document.questionnaire.items.filter(({ type }) => type === 'text');
      return {
        response: {
          ...receiptFor(book, stored.id, stored.origin, decoded),
          answers: book.form.reader.answersOf({
            codes: decoded.codes,
            singles: decoded.singles,
            texts: items.map(({ code }) => texts[code] ?? null),
          }),
          seed: texts.$seed ?? null,
        },
      };
    });
  }

  async #move(caller: Caller, id: string, move: PollMove, payload: Record<string, unknown>): Promise<PollSummary> {
    await this.works.write(caller, async (work) => {
      const poll = (await findPoll(work, id)) ?? notFound();
      // What the clock has decided is not undone by a button pressed before it was written down.
      const stage = stageAt(poll, work.now);
      if (!mayMove(stage, move)) throw wrongStage(stage);
      await movePoll(work, { ...poll, stage }, move, payload);
    });
    await openPollsOf(this.works).refresh();
    return this.#summary(caller, id);
  }

  #summary(caller: Caller, id: string): Promise<PollSummary> {
    return this.works.read(caller, async (work) =>
      viewPoll((await findPoll(work, id)) ?? notFound(), work.now, await respondentsByPoll(work)),
    );
  }

  #review(caller: Caller, id: string): Promise<RankingReview> {
    return this.works.read(caller, async (work) => {
      const { poll, published } = await withPlan(work, id);
      const ranking = await findNewestRanking(work, id);
      const weightSet = await findNewestWeightSet(work, id);
      if (!ranking || !weightSet || !stagesWithScores.includes(poll.stage)) notFound();
      const signatures = await signaturesOf(work, ranking.id);
      const seal = await findSeal(work, id);
      const names = await personNames(work, [...signatures.map(({ person }) => person), seal?.sealedBy ?? null]);
      const counts = await flagCounts(work, id);
      return viewReview({
        poll: viewPoll(poll, work.now, await respondentsByPoll(work)),
        plan: published.document,
        planHash: published.hash,
        ranking,
        weightSet,
        signatures,
        seal: seal?.rankingId === ranking.id ? seal : null,
        names,
        undecided: counts.reduce((sum, { undecided }) => sum + undecided, 0),
      });
    });
  }
}

/** Before its release only those who compute, review and sign may read a score; to all others it does not exist. */
function mayReadScores(poll: Poll, caller: Caller): boolean {
  return poll.stage === 'RELEASED' || poll.stage === 'ARCHIVED' || may(caller, 'polls.read-ranking');
}

async function withPlan(work: Work, id: string) {
  const poll = (await findPoll(work, id)) ?? notFound();
  const published = (await findPublishedPlan(work, id)) ?? notFound();
  return { poll, published };
}

function notFound(): never {
  throw platformProblems['not-found']();
}
