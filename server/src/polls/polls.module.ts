import { Module } from '@nestjs/common';
import { PollsController } from './polls.controller.js';

@Module({ controllers: [PollsController] })
export class PollsModule {}
