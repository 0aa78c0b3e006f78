import {
  type Datum,
  datums,
  type FollowUp,
  type FurtherEvidence,
  type HeldDecision,
  type NewReport,
  type Rejection,
  type RejectionReason,
  rejectionReasons,
  type ReportAppeal,
  type ReportRating,
  type TakenDownReport,
} from '@minsheng/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  Allow,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
  IsDefined,
} from 'class-validator';
import { PhotosBody } from '../files/index.js';
import { PointBody } from '../organisation/index.js';
import { ulidPattern } from '../platform/index.js';

const notBlank = /\S/;
const isGiven = (key: string) => (body: object) => (body as Record<string, unknown>)[key] !== null;

class DraftedBody extends PhotosBody {
  /** ULID made with the draft. */
  @ApiProperty()
  @IsString()
  @Matches(new RegExp(ulidPattern))
  clientId!: string;
}

class Described extends DraftedBody {
  @ApiProperty()
  @IsString()
  @MaxLength(64)
  category!: string;

  @ApiProperty({ type: PointBody, nullable: true })
  @ValidateIf(isGiven('point'))
  @IsDefined()
  @ValidateNested()
  @Type(() => PointBody)
  point!: PointBody | null;

  @ApiProperty({ type: String, nullable: true })
  @ValidateIf(isGiven('placeText'))
  @IsString()
  @Matches(notBlank)
  @MaxLength(300)
  placeText!: string | null;

  @ApiProperty({ type: String, nullable: true })
  @ValidateIf(isGiven('text'))
  @IsString()
  @Matches(notBlank)
  @MaxLength(2000)
  text!: string | null;

  @ApiProperty()
  @IsBoolean()
  isAnonymous!: boolean;
}

export class NewReportBody extends Described implements NewReport {
  @ApiProperty()
  @IsISO8601({ strict: true })
  @MaxLength(40)
  takenAt!: string;

  @ApiProperty({ type: String, nullable: true })
  @ValidateIf(isGiven('joins'))
  @IsString()
  @MaxLength(26)
  joins!: string | null;
}

export class CallerBody {
  @ApiProperty({ type: String, nullable: true })
  @ValidateIf(isGiven('name'))
  @IsString()
  @Matches(notBlank)
  @MaxLength(80)
  name!: string | null;

  @ApiProperty({ type: String, nullable: true })
  @ValidateIf(isGiven('phone'))
  @IsString()
  @Matches(/^[0-9+ -]{3,24}$/)
  phone!: string | null;
}

const takenDownChannels = ['PHONE', 'MAILBOX', 'WEIBO', 'FORUM', 'SUPERVISOR', 'VOLUNTEER', 'COMMUNITY_TEAM'] as const;

export class TakenDownReportBody extends Described implements TakenDownReport {
  @ApiProperty({ enum: takenDownChannels })
  @IsIn(takenDownChannels)
  channel!: TakenDownReport['channel'];

  @ApiProperty({ type: CallerBody, nullable: true })
  @ValidateIf(isGiven('caller'))
  @IsDefined()
  @ValidateNested()
  @Type(() => CallerBody)
  caller!: CallerBody | null;
}

export class EvidenceBody extends DraftedBody implements FurtherEvidence {
  @ApiProperty({ type: String, nullable: true })
  @ValidateIf(isGiven('text'))
  @IsString()
  @Matches(notBlank)
  @MaxLength(1000)
  text!: string | null;
}

export class FollowUpBody implements FollowUp {
  /** ULID made with the draft. */
  @ApiProperty()
  @IsString()
  @Matches(new RegExp(ulidPattern))
  clientId!: string;
}

export class AppealBody extends FollowUpBody implements ReportAppeal {
  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(500)
  reason!: string;
}

export class RatingBody extends FollowUpBody implements ReportRating {
  /** 1 (very satisfied) to 5. */
  @ApiProperty()
  @IsInt()
  @Min(1)
  @Max(5)
  effect!: number;

  @ApiProperty({ type: Number, nullable: true })
  @ValidateIf(isGiven('service'))
  @IsInt()
  @Min(1)
  @Max(5)
  service!: number | null;

  @ApiProperty({ type: String, nullable: true })
  @ValidateIf(isGiven('text'))
  @IsString()
  @Matches(notBlank)
  @MaxLength(1000)
  text!: string | null;
}

export class RejectionBody implements Rejection {
  @ApiProperty({ enum: Object.keys(rejectionReasons) })
  @IsIn(Object.keys(rejectionReasons))
  reason!: RejectionReason;

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(500)
  note!: string;
}

export class HeldDecisionBody implements HeldDecision {
  @ApiProperty({ enum: ['PASS', 'REJECT'] })
  @IsIn(['PASS', 'REJECT'])
  decision!: 'PASS' | 'REJECT';

  @ApiProperty({ enum: Object.keys(rejectionReasons), nullable: true })
  @ValidateIf((body: HeldDecisionBody) => body.decision === 'REJECT' || body.reason !== null)
  @IsIn(Object.keys(rejectionReasons))
  reason!: RejectionReason | null;

  @ApiProperty({ type: String, nullable: true })
  @ValidateIf((body: HeldDecisionBody) => body.decision === 'REJECT' || body.note !== null)
  @IsString()
  @Matches(notBlank)
  @MaxLength(500)
  note!: string | null;
}

export class QuestionBody {
  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(500)
  question!: string;
}

export class CategoryBody {
  @ApiProperty()
  @IsString()
  @MaxLength(64)
  category!: string;
}

/** Where the phone is, when it knows: all of it or nothing. */
export class PositionQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  lng?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  lat?: number;

  @ApiPropertyOptional({ enum: Object.keys(datums) })
  @Allow()
  datum?: Datum;

  @ApiPropertyOptional()
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  @Min(0)
  @Max(1_000_000)
  accuracy?: number;
}

export const deskTabs = ['waiting', 'held', 'need-info', 'appealed', 'decided', 'all'] as const;

export class DeskQuery {
  @ApiPropertyOptional({ enum: deskTabs })
  @IsOptional()
  @IsIn(deskTabs)
  tab?: (typeof deskTabs)[number];

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(64)
  category?: string;

  /** Code of an area. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(64)
  area?: string;

  /** Part of a number, of the place, or of the words. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(60)
  q?: string;

  /** Longitude, latitude (GCJ-02) and metres, with commas. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(60)
  near?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(120)
  cursor?: string;
}
