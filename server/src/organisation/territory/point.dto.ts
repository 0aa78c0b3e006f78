import { type Datum, datums, type GivenPoint, type PointSource } from '@minsheng/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { Allow, IsIn, IsNumber, Max, Min, ValidateIf } from 'class-validator';

const isGiven = (key: string) => (body: object) => (body as Record<string, unknown>)[key] !== null;

/** Where the phone stands. */
export class PlaceBody {
  @ApiProperty()
  @IsNumber()
  @Min(-180)
  @Max(180)
  lng!: number;

  @ApiProperty()
  @IsNumber()
  @Min(-180)
  @Max(180)
  lat!: number;

  /** Whoever leaves it out is told so in words: the territory's own refusal. */
  @ApiProperty({ enum: Object.keys(datums) })
  @Allow()
  datum!: Datum;

  @ApiProperty({ type: Number, nullable: true })
  @ValidateIf(isGiven('accuracyMetres'))
  @IsNumber()
  @Min(0)
  @Max(1_000_000)
  accuracyMetres!: number | null;
}

export class PointBody extends PlaceBody implements GivenPoint {
  @ApiProperty({ enum: ['DEVICE', 'MAP_PICK', 'EXIF', 'SITE_QR', 'MANUAL'] })
  @IsIn(['DEVICE', 'MAP_PICK', 'EXIF', 'SITE_QR', 'MANUAL'])
  source!: PointSource;
}
