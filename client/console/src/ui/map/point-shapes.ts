/** Shapes of points: each meaning has one of its own, so that nothing hangs on colour. */
export type PointShape =
  | 'waiting'
  | 'dispatch'
  | 'handling'
  | 'overdue'
  | 'verify'
  | 'reopened'
  | 'closed'
  | 'fault'
  | 'warning';
