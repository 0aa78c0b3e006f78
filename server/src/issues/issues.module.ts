import { type DynamicModule, Module } from '@nestjs/common';
import { DeskFormController } from './desk-form.controller.js';
import { IssuesController, UNREAD, type UnreadOf } from './issues.controller.js';
import { ReportIssuesController } from './report-issues.controller.js';

@Module({})
export class IssuesModule {
  /** @param unreadOf how many messages wait for the caller; the inbox is beside the stairs, and this room does not know it */
  static with(unreadOf: UnreadOf): DynamicModule {
    return {
      module: IssuesModule,
      controllers: [IssuesController, ReportIssuesController, DeskFormController],
      providers: [{ provide: UNREAD, useValue: unreadOf }],
    };
  }
}
