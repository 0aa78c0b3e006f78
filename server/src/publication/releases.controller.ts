import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { ReleaseDraftView } from '@minsheng/contracts';
import {
  type Caller,
  CurrentCaller,
  CONFIG,
  type Config,
  KEYS,
  type Keys,
  Permit,
  type Work,
  Works,
  platformProblems,
  ReasonBody,
  SecondFactorBody,
} from '../platform/index.js';
import { assembleRelease } from './assemble-release.js';
import { correctRelease } from './correct-release.js';
import { previewRelease } from './preview-release.js';
import { recallRelease } from './recall-release.js';
import { viewRelease, viewReleases } from './release.view.js';
import { releaseDraftSchema } from './release.schemas.js';
import { AssembleRelease, CorrectRelease } from './releases.dto.js';
import { scheduleRelease } from './schedule-release.js';
import { signRelease } from './sign-release.js';

@ApiTags('releases')
@Controller('api/releases')
export class ReleasesController {
  constructor(
    @Inject(Works) private readonly works: Works,
    @Inject(KEYS) private readonly keys: Keys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Releases under way and done, newest first; never a score. */
  @Get()
  @Permit('releases.read')
  @ApiOkResponse({ schema: { type: 'array', items: releaseDraftSchema } as never })
  list(@CurrentCaller() caller: Caller): Promise<ReleaseDraftView[]> {
    return this.works.read(caller, viewReleases);
  }

  @Get(':id')
  @Permit('releases.read')
  @ApiOkResponse({ schema: releaseDraftSchema as never })
  one(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ReleaseDraftView> {
    return this.works.read(caller, (work) => viewOrNotFound(work, id));
  }

  /** The page as it will be, for those who may read the scores before the instant; the reader's name stands across it. */
  @Get(':id/preview')
  @Permit('polls.read-ranking')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ content: { 'text/html': { schema: { type: 'string' } } } })
  preview(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<string> {
    return previewRelease(this.works, caller, id);
  }

  /** 组稿: of a sealed poll, or of a ranked survey that was brought in. */
  @Post()
  @Permit('releases.assemble')
  @ApiCreatedResponse({ schema: releaseDraftSchema as never })
  assemble(@CurrentCaller() caller: Caller, @Body() body: AssembleRelease): Promise<ReleaseDraftView> {
    return this.works.write(caller, async (work) => {
      const { id } = await assembleRelease(work, body.pollId);
      return viewOrNotFound(work, id);
    });
  }

  /** 签署: for the caller's role, with second factor. The second signature fixes the content. */
  @Post(':id/sign')
  @HttpCode(200)
  @Permit('releases.sign')
  @ApiOkResponse({ schema: releaseDraftSchema as never })
  async sign(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: SecondFactorBody,
  ): Promise<ReleaseDraftView> {
    const { keys, config } = this;
    await signRelease(this.works, caller, { keys, brotliQuality: config.brotliQuality }, id, body.totp);
    return this.works.read(caller, (work) => viewOrNotFound(work, id));
  }

  /** 定时: from now on only the clock lets it out. */
  @Post(':id/schedule')
  @HttpCode(200)
  @Permit('releases.schedule')
  @ApiOkResponse({ schema: releaseDraftSchema as never })
  schedule(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<ReleaseDraftView> {
    return this.works.write(caller, async (work) => {
      await scheduleRelease(work, id);
      return viewOrNotFound(work, id);
    });
  }

  /** 召回: the first signer asks, the same call by the other grants. */
  @Post(':id/recall')
  @HttpCode(200)
  @Permit('releases.sign')
  @ApiOkResponse({ schema: releaseDraftSchema as never })
  recall(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: ReasonBody,
  ): Promise<ReleaseDraftView> {
    return this.works.write(caller, async (work) => {
      await recallRelease(work, id, body.reason);
      return viewOrNotFound(work, id);
    });
  }

  /** 更正: the first signer asks, the same call by the other grants; the poll then reopens. */
  @Post(':id/correct')
  @HttpCode(200)
  @Permit('releases.sign')
  @ApiOkResponse({ schema: releaseDraftSchema as never })
  correct(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() body: CorrectRelease,
  ): Promise<ReleaseDraftView> {
    return this.works.write(caller, async (work) => {
      await correctRelease(work, id, { zh: body.reason.zh, en: body.reason.en });
      return viewOrNotFound(work, id);
    });
  }
}

async function viewOrNotFound(work: Work, id: string): Promise<ReleaseDraftView> {
  const view = await viewRelease(work, id);
  if (!view) throw platformProblems['not-found']();
  return view;
}
