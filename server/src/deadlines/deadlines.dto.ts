import type { HolidaySpan, LocalisedText, WorkingYearProposal } from '@minsheng/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsInt, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';

const civilDate = /^\d{4}-\d\d-\d\d$/;
const notBlank = /\S/;

export class HolidayNameBody implements LocalisedText {
  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(40)
  zh!: string;

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(80)
  en!: string;
}

export class HolidaySpanBody implements HolidaySpan {
  @ApiProperty()
  @IsDefined()
  @ValidateNested()
  @Type(() => HolidayNameBody)
  name!: HolidayNameBody;

  @ApiProperty()
  @Matches(civilDate)
  from!: string;

  @ApiProperty()
  @Matches(civilDate)
  to!: string;
}

export class WorkingYearBody implements WorkingYearProposal {
  @ApiProperty()
  @IsInt()
  year!: number;

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(200)
  source!: string;

  @ApiProperty({ type: [HolidaySpanBody] })
  @IsArray()
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => HolidaySpanBody)
  holidays!: HolidaySpanBody[];

  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayMaxSize(30)
  @Matches(civilDate, { each: true })
  makeUpWorkdays!: string[];
}
