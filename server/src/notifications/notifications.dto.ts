import { type MessageTemplate, messageTemplates, type Subscription } from '@minsheng/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

export class InboxQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(60)
  cursor?: string;
}

export class SubscriptionBody implements Subscription {
  @ApiProperty({ enum: Object.keys(messageTemplates) })
  @IsIn(Object.keys(messageTemplates))
  template!: MessageTemplate;

  /** `report:<id>` or `poll:<id>`. */
  @ApiProperty()
  @IsString()
  @Matches(/^(report|poll):[0-9A-HJKMNP-TV-Z]{26}$/)
  subject!: string;
}
