import type { LocalisedText } from '@minsheng/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsString, Length, Matches, ValidateNested } from 'class-validator';

export class AssembleRelease {
  @ApiProperty()
  @IsString()
  @Length(26, 26)
  pollId!: string;
}

class PublicReason implements LocalisedText {
  @ApiProperty()
  @IsString()
  @Length(2, 500)
  @Matches(/\S/)
  zh!: string;

  @ApiProperty()
  @IsString()
  @Length(2, 500)
  @Matches(/\S/)
  en!: string;
}

export class CorrectRelease {
  /** For the public, in both languages: it stands in the correcting release. */
  @ApiProperty({ type: () => PublicReason })
  @IsDefined()
  @ValidateNested()
  @Type(() => PublicReason)
  reason!: PublicReason;
}
