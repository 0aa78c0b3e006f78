import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsISO8601 } from 'class-validator';
import type { CityView } from '@minsheng/contracts';
import {
  type Caller,
  type Clock,
  CLOCK,
  CONFIG,
  type Config,
  CurrentCaller,
  DEMO_CLOCK,
  type MovableClock,
  Permit,
  PreparedBytes,
  Public,
  Works,
  catalogue,
  platformProblems,
  record,
} from '../platform/index.js';
import { viewCity } from './city.view.js';
import { catchUp } from './release-clock.js';

const localised = { $ref: '#/components/schemas/LocalisedText' };

const citySchema = {
  type: 'object',
  required: ['mode', 'scheme', 'city', 'now', 'nextReleaseAt', 'openPoll', 'latestRelease'],
  additionalProperties: false,
  properties: {
    mode: { enum: ['demo', 'city'] },
    scheme: { type: 'string' },
    city: localised,
    now: { type: 'string' },
    nextReleaseAt: { type: ['string', 'null'] },
    openPoll: {
      anyOf: [
        { type: 'null' },
        {
          type: 'object',
          required: [
            'id',
            'title',
            'periodKey',
            'isDemonstration',
            'opensAt',
            'closesAt',
            'isPaused',
            'questions',
            'minutes',
            'planHash',
            'planAddress',
            'releaseAt',
          ],
          additionalProperties: false,
          properties: {
            id: { type: 'string' },
            title: localised,
            periodKey: { type: 'string' },
            isDemonstration: { type: 'boolean' },
            opensAt: { type: 'string' },
            closesAt: { type: 'string' },
            isPaused: { type: 'boolean' },
            questions: { type: 'integer' },
            minutes: { type: 'integer' },
            planHash: { type: 'string' },
            planAddress: { type: 'string' },
            releaseAt: { type: 'string' },
          },
        },
      ],
    },
    latestRelease: {
      anyOf: [
        { type: 'null' },
        {
          type: 'object',
          required: ['id', 'title', 'releasedAt'],
          additionalProperties: false,
          properties: { id: { type: 'string' }, title: localised, releasedAt: { type: 'string' } },
        },
      ],
    },
  },
};

const clockSchema = {
  type: 'object',
  required: ['now'],
  additionalProperties: false,
  properties: { now: { type: 'string' } },
};

class MoveClock {
  /** The business instant to move on to. */
  @IsISO8601({ strict: true })
  to!: string;
}

const clockProblems = catalogue('clock', {
  backwards: {
    status: 422,
    zh: '业务时间只能往前走，现在是 {now}。',
    en: 'The business clock only goes forward; it is {now}.',
  },
});

@ApiTags('city')
@Controller('api')
export class CityController {
  constructor(
    @Inject(Works) private readonly works: Works,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DEMO_CLOCK) private readonly demoClock: MovableClock | null,
    @Inject(PreparedBytes) private readonly prepared: PreparedBytes,
  ) {}

  /** What every surface shows before anybody signs in. */
  @Get('city')
  @Public('the same for everybody')
  @ApiOkResponse({ schema: citySchema as never })
  city(@CurrentCaller() caller: Caller): Promise<CityView> {
    return this.works.read(caller, (work) => viewCity(work, this.config));
  }

  /** 推进时间: moves the demonstration's business clock on. A real city has no such route. */
  @Post('demo/clock')
  @HttpCode(200)
  @Permit('demo.move-clock')
  @ApiOkResponse({ schema: clockSchema as never })
  async moveClock(@CurrentCaller() caller: Caller, @Body() body: MoveClock): Promise<{ now: string }> {
    const clock = this.demoClock;
    if (!clock) throw platformProblems['not-found']();
    const to = new Date(body.to);
    const from = this.clock.now();
    if (to < from) throw clockProblems.backwards({ now: from.toISOString() });
    await this.works.write(caller, async (work) => {
      record(work, {
        subject: 'clock:demo',
        action: 'demo.clock-moved',
        payload: { from: from.toISOString(), to: to.toISOString() },
      });
    });
    await clock.travelTo(to);
    // Whoever moved it finds everything as of the new time when this is answered.
    await catchUp(this.works, this.prepared, this.config);
    return { now: clock.now().toISOString() };
  }
}
