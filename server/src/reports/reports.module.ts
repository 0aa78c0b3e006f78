import { Module } from '@nestjs/common';
import { CitizenReportsController } from './citizen-reports.controller.js';
import { DeskReportsController } from './desk-reports.controller.js';

@Module({ controllers: [CitizenReportsController, DeskReportsController] })
export class ReportsModule {}
