import type { DesignEntry, DesignItem } from '@minsheng/contracts';

/** An item that somebody answers, by words, a tap or a photo: it can be required and checked. */
export type Answered = Extract<DesignItem, { required?: unknown }>;

export const isAnswered = (entry: DesignEntry): entry is Answered =>
  !['group', 'note', 'calculated', 'hidden'].includes(entry.type);
