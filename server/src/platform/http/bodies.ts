import type { LocalisedText, SecondFactor } from '@minsheng/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';

const notBlank = /\S/;

/** Why somebody does what needs a reason; blanks are none. */
export class ReasonBody {
  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(500)
  reason!: string;
}

/** Six digits of the authenticator, good once. */
export class SecondFactorBody implements SecondFactor {
  @ApiProperty()
  @IsString()
  @Matches(/^[0-9]{6}$/)
  totp!: string;
}

/** A name in both languages. */
export class NameBody implements LocalisedText {
  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(80)
  zh!: string;

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(80)
  en!: string;
}

/** A sentence or two in both languages. */
export class WordingBody implements LocalisedText {
  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(300)
  zh!: string;

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(300)
  en!: string;
}
