import { Module } from '@nestjs/common';
import { SchemesController } from './schemes.controller.js';

@Module({ controllers: [SchemesController] })
export class SchemeModule {}
