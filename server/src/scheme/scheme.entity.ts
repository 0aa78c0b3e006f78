import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, InstantColumn } from '../platform/index.js';

export type SchemeId = Branded<'SchemeId'>;

/** The city's rules of the game (考核办法); a server has one. */
@Entity('scheme')
export class Scheme {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: SchemeId;

  /** The preset it was adopted from. */
  @Column({ type: 'varchar', length: 32 })
  code!: string;

  @InstantColumn({ name: 'created_at' })
  createdAt!: Date;
}
