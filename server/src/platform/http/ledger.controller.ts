import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { Type } from 'class-transformer';
import type { Caller } from '../caller.js';
import { givenUpReactions } from '../jobs/reaction-worker.js';
import { type LedgerLink, ledgerPage, verifyLedger } from '../ledger.js';
import { Works } from '../work.js';
import { CurrentCaller, Permit } from './permit.js';

class LedgerQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  before?: number;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

interface LedgerPage {
  entries: LedgerLink[];
  chain: { verified: boolean; entries: number; fault: { at: number; because: string } | null };
  givenUp: { sequence: number; reaction: string; lastError: string | null }[];
}

const link = {
  type: 'object',
  required: ['sequence', 'id', 'at', 'actor', 'subject', 'action', 'payload', 'previousHash', 'hash'],
  additionalProperties: false,
  properties: {
    sequence: { type: 'integer' },
    id: { type: 'string' },
    at: { type: 'string', format: 'date-time' },
    actor: { type: 'string' },
    subject: { type: 'string' },
    action: { type: 'string' },
    payload: { type: 'object' },
    previousHash: { type: 'string' },
    hash: { type: 'string' },
  },
};

const page = {
  type: 'object',
  required: ['entries', 'chain', 'givenUp'],
  additionalProperties: false,
  properties: {
    entries: { type: 'array', items: link },
    chain: {
      type: 'object',
      required: ['verified', 'entries', 'fault'],
      additionalProperties: false,
      properties: {
        verified: { type: 'boolean' },
        entries: { type: 'integer' },
        fault: { type: ['object', 'null'], properties: { at: { type: 'integer' }, because: { type: 'string' } } },
      },
    },
    givenUp: { type: 'array', items: { type: 'object' } },
  },
};

@ApiTags('platform')
@Controller('api/ledger')
export class LedgerController {
  constructor(@Inject(Works) private readonly works: Works) {}

  /** Newest entries first, and whether the whole chain verifies. */
  @Get()
  @Permit('ledger.read')
  @ApiOkResponse({ schema: page as never })
  list(@CurrentCaller() caller: Caller, @Query() query: LedgerQuery): Promise<LedgerPage> {
    return this.works.read(caller, async (work) => {
      const { entries, fault } = await verifyLedger(work);
      return {
        entries: await ledgerPage(work, query.before ?? null, query.limit ?? 50),
        chain: { verified: fault === null, entries, fault },
        givenUp: await givenUpReactions(work),
      };
    });
  }
}
