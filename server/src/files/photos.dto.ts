import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString, MaxLength } from 'class-validator';

/** Pictures that were sent before, named by what follows them. */
export class PhotosBody {
  /** Photo ids. */
  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayMaxSize(9)
  @IsString({ each: true })
  @MaxLength(26, { each: true })
  photos!: string[];
}
