import { Module } from '@nestjs/common';
import { CONFIG } from '../platform/index.js';
import { CitizenSessionsController } from './citizen-sessions.controller.js';
import { DemonstrationController } from './demonstration.controller.js';
import { SessionsController } from './sessions.controller.js';
import { SMS, smsFor } from './sms.js';
import { StaffController } from './staff.controller.js';
import { WECHAT, wechatFor } from './wechat.js';

@Module({
  controllers: [SessionsController, CitizenSessionsController, StaffController, DemonstrationController],
  providers: [
    { provide: WECHAT, useFactory: wechatFor, inject: [CONFIG] },
    { provide: SMS, useFactory: smsFor, inject: [CONFIG] },
  ],
})
export class IdentityModule {}
