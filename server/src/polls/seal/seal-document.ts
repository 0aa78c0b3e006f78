/** Everything a sealed result depends on, by hash (SHA-256, hex): whoever has the parts can make it again. */
export interface SealDocument {
  format: 'minsheng-seal/1';
  pollId: string;
  planHash: string;
  /** Of all answer rows in order of batch and position. */
  answersHash: string;
  answers: number;
  /** Of the folded sums in key order. */
  sumsHash: string;
  /** Of the decisions in force on held answers. */
  decisionsHash: string;
  excluded: number;
  /** Of both weightings' weights. */
  weightsHash: string;
  /** Of the ranking's inputs and of its result. */
  inputHash: string;
  resultHash: string;
  methodVersion: string;
  codeVersion: string;
  preparedBy: string;
  reviewedBy: string;
  sealedAt: string;
}
