import { Inject, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/index.js';
import { InboxController } from './inbox.controller.js';
import { connectSubscribeMessages, fakeSubscribeMessages, inboxOnly } from './subscribe-messages.js';

@Module({ controllers: [InboxController] })
export class NotificationsModule {
  constructor(@Inject(CONFIG) { mode }: Config) {
    connectSubscribeMessages(mode === 'demo' ? fakeSubscribeMessages() : inboxOnly);
  }
}
