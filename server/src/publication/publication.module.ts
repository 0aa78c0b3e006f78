import { Module } from '@nestjs/common';
import { CityController } from './city.controller.js';
import { ReleasesController } from './releases.controller.js';

@Module({ controllers: [CityController, ReleasesController] })
export class PublicationModule {}
