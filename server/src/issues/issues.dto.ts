import {
  type AcceptReport,
  type AcceptTransfer,
  type AskExtension,
  type AssignIssue,
  type CarryOverIssue,
  type DecideExtension,
  type DecideTransfer,
  type DelegateIssue,
  type EscalateIssue,
  type FiveFixes,
  type IssueTab,
  type MergeReport,
  type NewIssue,
  type RectifyIssue,
  type RefuseIssue,
  type ReopenIssue,
  type StartIssue,
  type TriageIssue,
  type VerifyIssue,
} from '@minsheng/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsDefined,
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { PhotosBody } from '../files/index.js';
import { PlaceBody, PointBody } from '../organisation/index.js';

const notBlank = /\S/;
const isGiven = (key: string) => (body: object) => (body as Record<string, unknown>)[key] !== null;
const tabs = ['to-dispatch', 'due-soon', 'overdue', 'to-verify', 'transfers', 'handling', 'closed', 'all'] as const;

/** An instant is at most that long. */
const instantLength = 40;

export class IssuesQuery {
  @ApiPropertyOptional({ enum: tabs })
  @IsOptional()
  @IsIn(tabs)
  tab?: IssueTab;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(64)
  category?: string;

  /** Area code. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(64)
  area?: string;

  /** Unit id. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(26)
  unit?: string;

  /** In number, place and text. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @Matches(notBlank)
  @MaxLength(60)
  q?: string;

  /** `lng,lat,metres`, GCJ-02; at most 5,000 m. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @Matches(/^-?\d{1,3}(\.\d{1,20})?,-?\d{1,2}(\.\d{1,20})?,[1-9]\d{0,3}$/)
  near?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(60)
  cursor?: string;
}

export class MapQuery extends IssuesQuery {
  /** `west,south,east,north`, GCJ-02. */
  @ApiProperty()
  @IsString()
  @Matches(/^-?\d{1,3}(\.\d{1,20})?(,-?\d{1,3}(\.\d{1,20})?){3}$/)
  bbox!: string;
}

export class AcceptReportBody implements AcceptReport {
  @ApiProperty({ type: String, nullable: true })
  @ValidateIf(isGiven('category'))
  @IsString()
  @MaxLength(64)
  category!: string | null;

  @ApiProperty()
  @IsString()
  @MaxLength(16)
  grade!: string;
}

export class MergeReportBody implements MergeReport {
  @ApiProperty()
  @IsString()
  @MaxLength(26)
  issueId!: string;
}

export class TriageBody implements TriageIssue {
  @ApiProperty()
  @IsString()
  @MaxLength(64)
  category!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(16)
  grade!: string;

  @ApiProperty({ type: String, nullable: true })
  @ValidateIf(isGiven('class'))
  @IsString()
  @MaxLength(32)
  class!: string | null;
}

/** An empty field is refused by the room, which names it (五定). */
export class FiveFixesBody implements FiveFixes {
  @ApiProperty()
  @IsString()
  @MaxLength(64)
  person!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(500)
  task!: string;

  @ApiProperty({ type: String, nullable: true })
  @ValidateIf(isGiven('dueAt'))
  @IsISO8601({ strict: true })
  @MaxLength(instantLength)
  dueAt!: string | null;

  @ApiProperty()
  @IsString()
  @MaxLength(500)
  responsibility!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(500)
  rewardPenalty!: string;
}

export class AssignBody implements AssignIssue {
  @ApiProperty()
  @IsString()
  @MaxLength(26)
  lead!: string;

  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(26, { each: true })
  supports!: string[];

  @ApiProperty({ type: FiveFixesBody })
  @IsDefined()
  @ValidateNested()
  @Type(() => FiveFixesBody)
  fixes!: FiveFixesBody;
}

export class RefuseBody implements RefuseIssue {
  /** Empty is refused by the room: whoever refuses names a successor (首接负责). */
  @ApiProperty()
  @IsString()
  @MaxLength(26)
  successor!: string;

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(500)
  reason!: string;
}

export class AcceptTransferBody implements AcceptTransfer {
  @ApiProperty({ type: String, nullable: true })
  @ValidateIf(isGiven('person'))
  @IsString()
  @Matches(notBlank)
  @MaxLength(64)
  person!: string | null;
}

export class DecideTransferBody implements DecideTransfer {
  @ApiProperty()
  @IsString()
  @MaxLength(26)
  lead!: string;

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(500)
  reason!: string;
}

export class StartBody implements StartIssue {
  @ApiProperty({ type: String, nullable: true })
  @ValidateIf(isGiven('measure'))
  @IsString()
  @Matches(notBlank)
  @MaxLength(500)
  measure!: string | null;
}

export class DelegateBody implements DelegateIssue {
  @ApiProperty()
  @IsString()
  @MaxLength(26)
  unit!: string;

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(500)
  task!: string;

  @ApiProperty()
  @IsISO8601({ strict: true })
  @MaxLength(instantLength)
  dueAt!: string;
}

export class EscalateBody implements EscalateIssue {
  @ApiProperty()
  @IsInt()
  @Min(1)
  @Max(9)
  tier!: number;

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(500)
  reason!: string;
}

export class AskExtensionBody implements AskExtension {
  @ApiProperty()
  @IsISO8601({ strict: true })
  @MaxLength(instantLength)
  newDue!: string;

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(500)
  reason!: string;

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(1000)
  plan!: string;
}

export class DecideExtensionBody implements DecideExtension {
  @ApiProperty()
  @IsBoolean()
  granted!: boolean;

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(500)
  reason!: string;
}

export class CarryOverBody implements CarryOverIssue {
  @ApiProperty()
  @IsISO8601({ strict: true })
  @MaxLength(instantLength)
  newDue!: string;

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(500)
  reason!: string;

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(500)
  publicText!: string;
}

export class RectifyBody extends PhotosBody implements RectifyIssue {
  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(1000)
  text!: string;

  @ApiProperty({ type: PlaceBody, nullable: true })
  @ValidateIf(isGiven('point'))
  @IsDefined()
  @ValidateNested()
  @Type(() => PlaceBody)
  point!: PlaceBody | null;
}

export class VerifyBody extends PhotosBody implements VerifyIssue {
  @ApiProperty({ enum: ['PASS', 'FAIL'] })
  @IsIn(['PASS', 'FAIL'])
  result!: 'PASS' | 'FAIL';

  @ApiProperty({ enum: ['DESK', 'ONSITE'] })
  @IsIn(['DESK', 'ONSITE'])
  kind!: 'DESK' | 'ONSITE';

  @ApiProperty({ type: String, nullable: true })
  @ValidateIf(isGiven('reason'))
  @IsString()
  @MaxLength(500)
  reason!: string | null;
}

export class ReopenBody extends PhotosBody implements ReopenIssue {
  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(500)
  reason!: string;
}

export class NewIssueBody extends PhotosBody implements NewIssue {
  @ApiProperty()
  @IsString()
  @MaxLength(64)
  category!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(16)
  grade!: string;

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

  @ApiProperty()
  @IsString()
  @Matches(notBlank)
  @MaxLength(1000)
  text!: string;

  /** Unit id. */
  @ApiProperty({ type: String, nullable: true })
  @ValidateIf(isGiven('unit'))
  @IsString()
  @MaxLength(26)
  unit!: string | null;
}
