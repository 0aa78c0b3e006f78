import { Module } from '@nestjs/common';
import { GroupsController } from './groups.controller.js';
import { UnitsController } from './units.controller.js';

@Module({ controllers: [UnitsController, GroupsController] })
export class OrganisationModule {}
