import { Module } from '@nestjs/common';
import { WorkingYearsController } from './working-years.controller.js';

@Module({ controllers: [WorkingYearsController] })
export class DeadlinesModule {}
