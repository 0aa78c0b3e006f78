import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

export class DiscardQuery {
  /** The draft that is meant: one saved since stays. */
  @ApiPropertyOptional()
  @IsOptional()
  @Matches(/^[1-9][0-9]{0,8}$/)
  revision?: string;
}
