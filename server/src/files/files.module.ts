import { type DynamicModule, Module } from '@nestjs/common';
import { PHOTO_PROGRAM, Photos } from './photos.js';
import { PhotosController } from './photos.controller.js';

@Module({})
export class FilesModule {
  /** @param photoProgram compiled `photo-process`; null: beside the bundle */
  static with(photoProgram: string | null): DynamicModule {
    return {
      module: FilesModule,
      controllers: [PhotosController],
      providers: [{ provide: PHOTO_PROGRAM, useValue: photoProgram }, Photos],
    };
  }
}
