import type {
  CalendarOverrideProposal,
  LocalisedText,
  SchemeVersionProposal,
  SchemeVersionReturn,
} from '@minsheng/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsDefined,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

const civilDate = /^\d{4}-\d\d-\d\d$/;
/** An instant with its zone. */
const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;
const notBlank = /\S/;

export class VersionProposalBody implements SchemeVersionProposal {
  /** Checked as a whole by the scheme itself: unknown fields, wrong kinds, sums. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  @IsObject()
  changes!: Record<string, unknown>;

  @ApiProperty()
  @Matches(civilDate)
  effectiveOn!: string;

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(1000)
  reason!: string;
}

export class VersionReturnBody implements SchemeVersionReturn {
  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(1000)
  reason!: string;
}

export class NoteBody implements LocalisedText {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(400)
  zh!: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(400)
  en!: string;
}

export class OverrideProposalBody implements CalendarOverrideProposal {
  @ApiProperty()
  @IsString()
  @MaxLength(64)
  ruleCode!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(16)
  periodKey!: string;

  @ApiProperty()
  @Matches(zoned)
  newStart!: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @Matches(zoned)
  newEnd?: string | null;

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(1000)
  reason!: string;

  @ApiProperty({ type: NoteBody })
  @IsDefined()
  @ValidateNested()
  @Type(() => NoteBody)
  publicNote!: NoteBody;
}

export class CalendarQuery {
  /** First month listed, `YYYY-MM`; the running month when left out. */
  @ApiPropertyOptional()
  @IsOptional()
  @Matches(/^(199[2-9]|2\d{3})-(0[1-9]|1[0-2])$/)
  from?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(36)
  months?: number;
}
