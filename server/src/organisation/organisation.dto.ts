import {
  type GroupPurpose,
  type LocalisedText,
  type SeatAssignment,
  type SeatRole,
  type UnitClosing,
  type UnitCreation,
  type UnitKind,
  type UnitMoving,
  unitKinds,
} from '@minsheng/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsISO8601,
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
import { groupPurposes } from './unit-group.entity.js';
import { seatRoles } from './seat.entity.js';

/** An instant with its zone: `2026-03-01T00:00:00+08:00`. */
const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

export class NameBody implements LocalisedText {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  zh!: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(240)
  en!: string;
}

export class OfficerBody {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  personName!: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  title!: string;
}

export class UnitCreationBody implements UnitCreation {
  @ApiProperty()
  @IsString()
  @Matches(/^[\p{L}\p{N}._-]{1,64}$/u)
  code!: string;

  @ApiProperty({ type: NameBody })
  @IsObject()
  @ValidateNested()
  @Type(() => NameBody)
  name!: NameBody;

  @ApiProperty({ enum: Object.keys(unitKinds) })
  @IsIn(Object.keys(unitKinds))
  kind!: UnitKind;

  @ApiProperty({ type: 'integer' })
  @IsInt()
  @Min(1)
  @Max(99)
  levelRank!: number;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(26)
  parentId?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(26)
  territorialParentId?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(26)
  superiorId?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(32)
  docCode?: string | null;

  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(zoned)
  validFrom?: string;

  @ApiPropertyOptional({ type: OfficerBody })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => OfficerBody)
  officer?: OfficerBody;
}

class BasisBody {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  document!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(zoned)
  effectiveAt?: string;
}

export class UnitMovingBody extends BasisBody implements UnitMoving {
  @ApiProperty()
  @IsString()
  @MaxLength(26)
  parentId!: string;
}

export class UnitClosingBody extends BasisBody implements UnitClosing {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(26)
  mergedIntoId?: string;
}

export class SeatAssignmentBody extends OfficerBody implements SeatAssignment {
  @ApiProperty({ enum: [...seatRoles] })
  @IsIn(seatRoles)
  role!: SeatRole;

  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(zoned)
  validFrom?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(zoned)
  validTo?: string;
}

export class GroupsQuery {
  @ApiProperty({ enum: [...groupPurposes] })
  @IsIn(groupPurposes)
  purpose!: GroupPurpose;
}

export class ImportQuery {
  /** `1`: judge the file and change nothing. */
  @ApiPropertyOptional({ enum: ['0', '1'] })
  @IsOptional()
  @IsIn(['0', '1'])
  dryRun?: '0' | '1';
}
