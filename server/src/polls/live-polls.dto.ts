import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsString, Length, Matches } from 'class-validator';

export class DecisionDto {
  /** `batch-position`, each within the database's whole numbers. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @IsString({ each: true })
  @Matches(/^[0-9]{1,9}-[0-9]{1,6}$/, { each: true })
  responses!: string[];

  @IsIn(['VALID', 'EXCLUDED'])
  decision!: 'VALID' | 'EXCLUDED';

  @IsString()
  @Length(2, 500)
  note!: string;
}
