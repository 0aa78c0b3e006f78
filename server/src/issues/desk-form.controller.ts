import type { DeskForm } from '@minsheng/contracts';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, Permit, Works } from '../platform/index.js';
import { deskForm } from './desk-form.js';
import { issueSchemas } from './issue.schemas.js';

@ApiTags('issues')
@Controller('api/desk')
export class DeskFormController {
  constructor(@Inject(Works) private readonly works: Works) {}

  /** What the forms of desk and unit offer for choosing. */
  @Get('form')
  @Permit('issues.read')
  @ApiOkResponse({ schema: issueSchemas.deskForm as never })
  form(@CurrentCaller() caller: Caller): Promise<DeskForm> {
    return this.works.read(caller, deskForm);
  }
}
