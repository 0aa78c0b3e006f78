import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Readable } from 'node:stream';
import {
  CONFIG,
  type Config,
  KEYS,
  type Keys,
  Works,
  anonymous,
  isId,
  platformProblems,
  realNow,
} from '../platform/index.js';
import { findPhoto } from './files.queries.js';
import { secondsLeft } from './photo-address.js';
import { PhotoExaminer } from './photo-examiner.js';
import { PhotoFolder, type PhotoSize } from './photo-folder.js';
import type { Photo } from './photo.entity.js';
import type { PhotoParts } from './upload-photo.js';

/** Where the photo process's program lies, for those who run from the sources (specs). */
export const PHOTO_PROGRAM = Symbol('photo-program');

/** The running server's pictures: their folder, and the process that looks at new ones. */
@Injectable()
export class Photos implements PhotoParts, OnModuleDestroy {
  readonly folder: PhotoFolder;
  readonly examiner: PhotoExaminer;
  readonly underway = new Map<string, Promise<Photo>>();

  constructor(
    @Inject(Works) readonly works: Works,
    @Inject(CONFIG) config: Config,
    @Inject(KEYS) private readonly keys: Keys,
    @Inject(PHOTO_PROGRAM) program: string | null,
  ) {
    this.folder = new PhotoFolder(config.dataFolder, keys.photos);
    this.examiner = new PhotoExaminer(program === null ? {} : { program });
  }

  /**
   * Bytes behind a signed address. An address that has ended, a forged one and a picture that is gone are one answer.
   * @throws Problem platform.not-found
   */
  async shown(
    id: string,
    size: PhotoSize,
    sealed: { until?: string; seal?: string },
  ): Promise<{ bytes: Readable; length: number; seconds: number }> {
    const seconds = isId(id) ? secondsLeft(this.keys.photos, id, size, sealed, realNow()) : 0;
    if (seconds === 0) throw platformProblems['not-found']();
    const photo = await this.works.read(anonymous, (work) => findPhoto(work, id));
    const found = photo && (await this.folder.open(photo.fileName, size));
    if (!found) throw platformProblems['not-found']();
    return { ...found, seconds };
  }

  onModuleDestroy(): Promise<void> {
    return this.examiner.stop();
  }
}
