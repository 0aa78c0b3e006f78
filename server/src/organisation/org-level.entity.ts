import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A level of responsibility (责任层级): 1 is the top; ranks run 1 … n without a gap. */
@Entity('org_level')
export class OrgLevel {
  @PrimaryColumn({ name: 'level_rank', type: 'integer' })
  rank!: number;

  @Column({ type: 'varchar', length: 32 })
  code!: string;

  @Column({ name: 'name_zh', type: 'varchar', length: 120 })
  nameZh!: string;

  @Column({ name: 'name_en', type: 'varchar', length: 240 })
  nameEn!: string;
}
