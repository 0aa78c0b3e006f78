import type { Attribution, IndicatorTerm, ResponsibilityShare } from '@minsheng/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsDefined,
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { NameBody, WordingBody } from '../platform/index.js';

const notBlank = /\S/;

export class ShareBody implements ResponsibilityShare {
  /** Unit code. */
  @ApiProperty()
  @IsString()
  @MaxLength(64)
  unit!: string;

  /** Decimal of at most four places. */
  @ApiProperty()
  @IsString()
  @Matches(/^[01](\.\d{1,4})?$/)
  share!: string;

  @ApiProperty({ enum: ['LEAD', 'SUPPORT'] })
  @IsIn(['LEAD', 'SUPPORT'])
  role!: 'LEAD' | 'SUPPORT';
}

export class IndicatorBody {
  /** Names the series for good. */
  @ApiProperty()
  @IsString()
  @Matches(/^[A-Z][A-Za-z0-9-]{0,31}$/)
  code!: string;

  @ApiProperty({ enum: ['LONG', 'ADHOC'] })
  @IsIn(['LONG', 'ADHOC'])
  term!: IndicatorTerm;

  @ApiProperty({ type: NameBody })
  @IsDefined()
  @ValidateNested()
  @Type(() => NameBody)
  name!: NameBody;

  @ApiProperty({ type: WordingBody })
  @IsDefined()
  @ValidateNested()
  @Type(() => WordingBody)
  wording!: WordingBody;

  @ApiPropertyOptional({ type: WordingBody, nullable: true })
  @ValidateIf((body: IndicatorBody) => body.hint !== undefined && body.hint !== null)
  @ValidateNested()
  @Type(() => WordingBody)
  hint?: WordingBody | null;

  @ApiProperty({ enum: ['AREA', 'FUNCTION', 'BOTH'] })
  @IsIn(['AREA', 'FUNCTION', 'BOTH'])
  attribution!: Attribution;

  /** Two decimals at most. */
  @ApiProperty()
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(0.01)
  @Max(100)
  weight!: number;

  @ApiProperty({ type: [ShareBody] })
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ShareBody)
  shares!: ShareBody[];

  /** The temporary task an ad-hoc indicator hangs on; null or left out for a long-term one. */
  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @Matches(notBlank)
  @MaxLength(200)
  anchorTask?: string | null;
}
