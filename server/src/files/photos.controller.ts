import type { PhotoReceipt } from '@minsheng/contracts';
import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, CurrentCaller, Public, SignedIn } from '../platform/index.js';
import type { PhotoSize } from './photo-folder.js';
import { photoReceipt } from './photo.view.js';
import { photoSchemas } from './photos.schemas.js';
import { Photos } from './photos.js';
import { uploadPhoto } from './upload-photo.js';

interface Sealed {
  until?: string;
  seal?: string;
}

/** Pictures in, and out again by addresses that views hand to those who may see them. */
@ApiTags('files')
@Controller('api/photos')
export class PhotosController {
  constructor(@Inject(Photos) private readonly photos: Photos) {}

  @Post()
  @SignedIn('pictures of their own')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: photoSchemas.upload as never })
  @ApiCreatedResponse({ schema: photoSchemas.receipt as never })
  async upload(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<PhotoReceipt> {
    return photoReceipt(await uploadPhoto(this.photos, caller, request));
  }

  @Get(':id')
  @Public('the address is signed and ends within ten minutes')
  @ApiQuery({ name: 'until', required: false })
  @ApiQuery({ name: 'seal', required: false })
  @ApiOkResponse({ content: photoSchemas.picture })
  large(@Param('id') id: string, @Query() sealed: Sealed, @Res() reply: FastifyReply): Promise<void> {
    return this.#send(id, 'large', sealed, reply);
  }

  @Get(':id/small')
  @Public('the address is signed and ends within ten minutes')
  @ApiQuery({ name: 'until', required: false })
  @ApiQuery({ name: 'seal', required: false })
  @ApiOkResponse({ content: photoSchemas.picture })
  small(@Param('id') id: string, @Query() sealed: Sealed, @Res() reply: FastifyReply): Promise<void> {
    return this.#send(id, 'small', sealed, reply);
  }

  async #send(id: string, size: PhotoSize, sealed: Sealed, reply: FastifyReply): Promise<void> {
    const { bytes, length, seconds } = await this.photos.shown(id, size, sealed);
    await reply
      .header('content-type', 'image/jpeg')
      .header('content-length', length)
      .header('content-disposition', `attachment; filename="${id}.jpg"`)
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', `default-src 'none'; sandbox`)
      .header('cache-control', `private, max-age=${seconds}, immutable`)
      .send(bytes);
  }
}
