import type { Inbox } from '@minsheng/contracts';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { CitizenId } from '../identity/index.js';
import { type Caller, CitizenOnly, CurrentCaller, platformProblems, SignedIn, Works } from '../platform/index.js';
import { viewInbox } from './inbox.view.js';
import { InboxQuery, SubscriptionBody } from './notifications.dto.js';
import { notificationProblems } from './notifications.problems.js';
import { inboxesOf, insertConsent, markAllRead, markRead } from './notifications.queries.js';
import { subscribeMessages } from './subscribe-messages.js';

const string = { type: 'string' };
const text = { $ref: '#/components/schemas/LocalisedText' };
const properties = { id: string, at: string, kind: string, title: text, body: text, subject: string };
const inboxSchema = {
  type: 'object',
  required: ['unread', 'messages', 'cursor'],
  properties: {
    unread: { type: 'integer', minimum: 0 },
    messages: {
      type: 'array',
      items: {
        type: 'object',
        required: [...Object.keys(properties), 'readAt'],
        properties: { ...properties, readAt: { type: ['string', 'null'] } },
        additionalProperties: false,
      },
    },
    cursor: { type: ['string', 'null'] },
  },
  additionalProperties: false,
};

@ApiTags('inbox')
@Controller('api')
export class InboxController {
  constructor(@Inject(Works) private readonly works: Works) {}

  /** A citizen's own, or that of the unit one works in. */
  @Get('inbox')
  @SignedIn('an inbox of their own')
  @ApiOkResponse({ schema: inboxSchema as never })
  inbox(@CurrentCaller() caller: Caller, @Query() query: InboxQuery): Promise<Inbox> {
    return this.works.read(caller, (work) => viewInbox(work, query.cursor ?? null));
  }

  @Post('inbox/read')
  @HttpCode(204)
  @SignedIn('an inbox of their own')
  @ApiNoContentResponse()
  readAll(@CurrentCaller() caller: Caller): Promise<void> {
    return this.works.write(caller, async (work) => markAllRead(work, await inboxesOf(work)));
  }

  @Post('inbox/:id/read')
  @HttpCode(204)
  @SignedIn('an inbox of their own')
  @ApiNoContentResponse()
  read(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.works.write(caller, async (work) => {
      if (!(await markRead(work, await inboxesOf(work), id))) throw platformProblems['not-found']();
    });
  }

  /** 订阅一次: one consent is one message. */
  @Post('subscriptions')
  @HttpCode(204)
  @CitizenOnly('messages to themselves')
  @ApiNoContentResponse()
  subscribe(@CurrentCaller() caller: Caller, @Body() body: SubscriptionBody): Promise<void> {
    if (!subscribeMessages().isConnected) throw notificationProblems['not-connected']();
    return this.works.write(caller, (work) => insertConsent(work, { citizenId: caller.id as CitizenId, ...body }));
  }
}
