import type { LocalisedText, PlanSite, Questionnaire, SiteKind } from '@minsheng/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsDefined,
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
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
import { NameBody, ReasonBody, WordingBody } from '../../platform/index.js';

const civilDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const civilDateOrNone = /^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$/;
/** An instant with its zone. */
const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;
const siteKinds: SiteKind[] = ['STREET', 'PARK', 'COMMUNITY'];

/** Left out: stays as it is. Null is no value. */
const whenGiven = (field: string) =>
  ValidateIf((body: object) => (body as Record<string, unknown>)[field] !== undefined);

/** May be empty in a draft: the checks of the plan say what is missing. */
export class UnfinishedTextBody implements LocalisedText {
  @ApiProperty()
  @IsString()
  @MaxLength(300)
  zh!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(300)
  en!: string;
}

export class WindowBody {
  /** First day of fieldwork. */
  @ApiProperty()
  @Matches(civilDate)
  firstOn!: string;

  /** Last day of fieldwork, included. */
  @ApiProperty()
  @Matches(civilDate)
  lastOn!: string;

  @ApiProperty()
  @Matches(zoned)
  releaseAt!: string;
}

export class NewPollBody {
  @ApiProperty({ enum: ['REGULAR', 'ADHOC'] })
  @IsIn(['REGULAR', 'ADHOC'])
  kind!: 'REGULAR' | 'ADHOC';

  /** Scoring period of a regular poll. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(16)
  periodKey?: string;

  /** Poll whose words, form, population and sites are taken over. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(26)
  copyOf?: string;

  /** Of an ad-hoc poll: the calendar has no window for it. */
  @ApiPropertyOptional({ type: WindowBody })
  @whenGiven('window')
  @IsDefined()
  @ValidateNested()
  @Type(() => WindowBody)
  window?: WindowBody;
}

export class MarginLevelBody {
  @ApiProperty()
  @IsString()
  @MaxLength(64)
  code!: string;

  @ApiProperty()
  @IsNumber()
  @Min(0)
  @Max(1)
  share!: number;
}

export class MarginBody {
  @ApiProperty()
  @IsString()
  @MaxLength(24)
  code!: string;

  @ApiProperty({ type: [MarginLevelBody] })
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => MarginLevelBody)
  levels!: MarginLevelBody[];

  /** Thin levels may be joined with a neighbour. */
  @ApiProperty()
  @IsBoolean()
  isOrdinal!: boolean;

  @ApiProperty({ type: UnfinishedTextBody })
  @IsDefined()
  @ValidateNested()
  @Type(() => UnfinishedTextBody)
  source!: UnfinishedTextBody;

  @ApiProperty()
  @IsInt()
  @Min(1990)
  @Max(2200)
  year!: number;
}

export class PopulationCellBody {
  @ApiProperty()
  @IsString()
  @MaxLength(64)
  area!: string;

  /** A level code of each margin after the area's, in their order. */
  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  levels!: string[];

  @ApiProperty()
  @IsInt()
  @Min(0)
  @Max(2_000_000_000)
  people!: number;
}

export class SiteBody implements PlanSite {
  @ApiProperty()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/)
  code!: string;

  @ApiProperty({ type: NameBody })
  @IsDefined()
  @ValidateNested()
  @Type(() => NameBody)
  name!: NameBody;

  @ApiProperty()
  @IsString()
  @MaxLength(64)
  area!: string;

  @ApiProperty({ enum: siteKinds })
  @IsIn(siteKinds)
  kind!: SiteKind;
}

export class TargetBody {
  @ApiProperty()
  @IsString()
  @MaxLength(64)
  area!: string;

  @ApiProperty()
  @IsInt()
  @Min(1)
  @Max(100_000)
  target!: number;
}

export class MarksBody implements FormMarks {
  /** 表号 */
  @ApiProperty()
  @IsString()
  @MaxLength(80)
  formNumber!: string;

  /** 制定机关 */
  @ApiProperty({ type: UnfinishedTextBody })
  @IsDefined()
  @ValidateNested()
  @Type(() => UnfinishedTextBody)
  maker!: UnfinishedTextBody;

  /** 批准或备案机关 */
  @ApiProperty({ type: UnfinishedTextBody })
  @IsDefined()
  @ValidateNested()
  @Type(() => UnfinishedTextBody)
  approvedBy!: UnfinishedTextBody;

  /** 批准或备案文号 */
  @ApiProperty()
  @IsString()
  @MaxLength(80)
  approvalNumber!: string;

  /** 有效期至 */
  @ApiProperty()
  @Matches(civilDateOrNone)
  validUntil!: string;
}

export class ChosenQuestionnaireBody {
  @ApiProperty()
  @IsString()
  @MaxLength(26)
  id!: string;

  /** A published one. */
  @ApiProperty()
  @IsInt()
  @Min(1)
  @Max(100_000)
  version!: number;
}

export class PlanChangesBody {
  @ApiPropertyOptional({ type: NameBody })
  @whenGiven('title')
  @IsDefined()
  @ValidateNested()
  @Type(() => NameBody)
  title?: NameBody;

  @ApiPropertyOptional({ type: WordingBody })
  @whenGiven('purpose')
  @IsDefined()
  @ValidateNested()
  @Type(() => WordingBody)
  purpose?: WordingBody;

  @ApiPropertyOptional({ type: WordingBody })
  @whenGiven('population')
  @IsDefined()
  @ValidateNested()
  @Type(() => WordingBody)
  population?: WordingBody;

  /** 0: not known yet. */
  @ApiPropertyOptional()
  @whenGiven('populationSize')
  @IsInt()
  @Min(0)
  @Max(2_000_000_000)
  populationSize?: number;

  @ApiPropertyOptional({ type: [MarginBody] })
  @whenGiven('margins')
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => MarginBody)
  margins?: MarginBody[];

  /** For the quotas; null: the product of the margins' shares. */
  @ApiPropertyOptional({ type: [PopulationCellBody], nullable: true })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20_000)
  @ValidateNested({ each: true })
  @Type(() => PopulationCellBody)
  crossTable?: PopulationCellBody[] | null;

  @ApiPropertyOptional({ type: [SiteBody] })
  @whenGiven('sites')
  @IsArray()
  @ArrayMaxSize(5_000)
  @ValidateNested({ each: true })
  @Type(() => SiteBody)
  sites?: SiteBody[];

  @ApiPropertyOptional({ type: [TargetBody] })
  @whenGiven('targets')
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => TargetBody)
  targets?: TargetBody[];

  @ApiPropertyOptional({ type: MarksBody })
  @whenGiven('marks')
  @IsDefined()
  @ValidateNested()
  @Type(() => MarksBody)
  marks?: MarksBody;

  /** A version from the question bank, asked as it is; null: the questions that scheme and indicators give. */
  @ApiPropertyOptional({ type: ChosenQuestionnaireBody, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => ChosenQuestionnaireBody)
  questionnaire?: ChosenQuestionnaireBody | null;

  /** Asked at the end; null: nothing open is asked. */
  @ApiPropertyOptional({ type: WordingBody, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => WordingBody)
  openQuestion?: WordingBody | null;

  /** Codes of the ad-hoc indicators asked. */
  @ApiPropertyOptional({ type: [String] })
  @whenGiven('adhocIndicators')
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(32, { each: true })
  adhocIndicators?: string[];

  /** Of an ad-hoc poll. */
  @ApiPropertyOptional({ type: WindowBody })
  @whenGiven('window')
  @IsDefined()
  @ValidateNested()
  @Type(() => WindowBody)
  window?: WindowBody;
}

export class CancelBody extends ReasonBody {
  /** Needed once the plan was public. */
  @ApiPropertyOptional({ type: WordingBody, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => WordingBody)
  publicNote?: WordingBody | null;
}

type FormMarks = Questionnaire['marks'];
