import { type Datum, datums } from '@minsheng/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

const number = /^-?\d{1,3}(\.\d{1,15})?$/;

/** A point in a query string. Whether it is one, and in which datum, is said by `requirePoint`. */
export class LocateQuery {
  @ApiProperty()
  @IsString()
  @Matches(number)
  lng!: string;

  @ApiProperty()
  @IsString()
  @Matches(number)
  lat!: string;

  @ApiPropertyOptional({ enum: Object.keys(datums), description: 'never guessed: without it the point is refused' })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  datum?: Datum;

  /** Metres. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @Matches(/^\d{1,6}(\.\d{1,6})?$/)
  accuracy?: string;

  @ApiPropertyOptional({ enum: ['DEVICE', 'MAP_PICK', 'EXIF', 'SITE_QR', 'MANUAL', 'IMPORT'] })
  @IsOptional()
  @IsIn(['DEVICE', 'MAP_PICK', 'EXIF', 'SITE_QR', 'MANUAL', 'IMPORT'])
  source?: 'DEVICE' | 'MAP_PICK' | 'EXIF' | 'SITE_QR' | 'MANUAL' | 'IMPORT';
}
