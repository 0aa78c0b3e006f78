import { Column, Entity, PrimaryColumn } from 'typeorm';
import { BytesColumn } from '../../platform/index.js';

/** One answer sheet (答卷) as a compact record. Written by the hot writer alone; an edit is a row of its own. */
@Entity('response')
export class Response {
  @PrimaryColumn({ type: 'integer' })
  batch!: number;

  @PrimaryColumn({ type: 'integer' })
  position!: number;

  /** The slot (slot.ts): one for each person, poll and revision, or the interviewer's own id. */
  @BytesColumn()
  id!: Buffer;

  /** `poll.number`. */
  @Column({ type: 'integer' })
  poll!: number;

  /** 8 bytes. Online: what the receipt says, bound to client id and content. Interviews: the end of the interviewer's id. */
  @BytesColumn()
  origin!: Buffer;

  /** record.ts */
  @BytesColumn()
  record!: Buffer;

  /** Open answers by item code, as JSON; erasable. */
  @Column({ type: 'text', nullable: true })
  texts!: string | null;
}

/** Whole-number sums of the answers of one poll, mode, cell and sampling unit, kept in the same transaction. */
@Entity('response_sum')
export class ResponseSum {
  @PrimaryColumn({ type: 'integer' })
  poll!: number;

  /** 0 interviews, 1 online. */
  @PrimaryColumn({ type: 'integer' })
  mode!: number;

  /** Mixed-radix index over the plan's margins, first margin most significant. */
  @PrimaryColumn({ type: 'integer' })
  cell!: number;

  /** Index of the site among the plan's, or of the day of fieldwork. */
  @PrimaryColumn({ type: 'integer' })
  psu!: number;

  @Column({ type: 'integer' })
  respondents!: number;

  /** Answers that replaced an earlier one. */
  @Column({ type: 'integer' })
  edits!: number;

  /** LEB128 varints, laid out by `atomLayout` of @minsheng/statistics. */
  @BytesColumn()
  counts!: Buffer;
}
