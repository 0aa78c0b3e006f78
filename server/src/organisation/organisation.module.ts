import { Module } from '@nestjs/common';
import { GroupsController } from './groups.controller.js';
import { TerritoryController } from './territory/territory.controller.js';
import { UnitsController } from './units.controller.js';

@Module({ controllers: [UnitsController, GroupsController, TerritoryController] })
export class OrganisationModule {}
