import { Module } from '@nestjs/common';
import { PlansController } from './plan/plans.controller.js';
import { PollsController } from './polls.controller.js';

@Module({ controllers: [PollsController, PlansController] })
export class PollsModule {}
