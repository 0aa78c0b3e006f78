import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Branded, InstantColumn } from '../platform/index.js';

export type CitizenId = Branded<'CitizenId'>;

/** A citizen (市民): known by keyed digests only. Neither the WeChat id nor the phone number is kept. */
@Entity('citizen')
export class Citizen {
  @PrimaryColumn({ type: 'varchar', length: 26 })
  id!: CitizenId;

  @Column({ name: 'wechat_digest', type: 'varchar', length: 64, nullable: true })
  wechatDigest!: string | null;

  @Column({ name: 'phone_digest', type: 'varchar', length: 64, nullable: true })
  phoneDigest!: string | null;

  /** `138****0000`. */
  @Column({ name: 'masked_phone', type: 'varchar', length: 16, nullable: true })
  maskedPhone!: string | null;

  @InstantColumn({ name: 'created_at' })
  createdAt!: Date;
}
