import {
  type NewGrant,
  type NewStaff,
  type PasswordChange,
  type PhoneCodeRequest,
  type PhoneSignIn,
  type StaffRole,
  type StaffSignIn,
  type StaffStateChange,
  type WechatSignIn,
  roles,
} from '@minsheng/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';

const staffRoles = Object.keys(roles).filter((role) => role !== 'CITIZEN');

export class StaffSignInBody implements StaffSignIn {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  name!: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  password!: string;

  @ApiProperty({ pattern: '^[0-9]{6}$' })
  @IsString()
  @Matches(/^[0-9]{6}$/)
  totp!: string;
}

export class PasswordChangeBody implements PasswordChange {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  currentPassword!: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(256)
  newPassword!: string;
}

export class WechatSignInBody implements WechatSignIn {
  @ApiProperty()
  @IsString()
  @Length(1, 128)
  code!: string;
}

export class PhoneCodeRequestBody implements PhoneCodeRequest {
  @ApiProperty()
  @IsString()
  @Length(1, 32)
  phone!: string;
}

export class PhoneSignInBody extends PhoneCodeRequestBody implements PhoneSignIn {
  @ApiProperty({ pattern: '^[0-9]{6}$' })
  @IsString()
  @Matches(/^[0-9]{6}$/)
  code!: string;
}

export class NewGrantBody implements NewGrant {
  @ApiProperty({ enum: staffRoles })
  @IsIn(staffRoles)
  role!: StaffRole;

  @ApiProperty()
  @IsString()
  @MaxLength(26)
  unitId!: string;
}

export class NewStaffBody implements NewStaff {
  @ApiProperty()
  @IsString()
  @Matches(/^[\p{L}\p{N}._-]{2,64}$/u)
  name!: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  displayName!: string;

  @ApiProperty({ type: [NewGrantBody] })
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => NewGrantBody)
  grants!: NewGrantBody[];
}

export class StaffStateBody implements StaffStateChange {
  @ApiProperty({ enum: ['ACTIVE', 'SUSPENDED'] })
  @IsIn(['ACTIVE', 'SUSPENDED'])
  state!: 'ACTIVE' | 'SUSPENDED';
}
