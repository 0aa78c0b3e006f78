import type { ReactNode } from 'react';

/** One setting of an entry: its name, and the fields that change it. */
export function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="row">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
