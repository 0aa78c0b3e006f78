import type { FieldworkView } from '@minsheng/contracts';

export type SiteProgress = FieldworkView['sites'][number] & {
  /** Interviews due at this site by now: its part of what is due in all. */
  due: number;
  isBehind: boolean;
};

/** A site with less than this share of what is due by now is clearly behind (明显落后). */
const behindShare = 0.75;

/** The sites, the furthest behind its own target first, so that whoever sends interviewers reads from the top. */
export function sitesByNeed({ sites, interviews }: Pick<FieldworkView, 'sites' | 'interviews'>): SiteProgress[] {
  const dueShare = interviews.target === 0 ? 0 : interviews.due / interviews.target;
  return sites
    .map((site) => {
      const due = site.target * dueShare;
      return { ...site, due, isBehind: due > 0 && site.received < due * behindShare };
    })
    .sort((a, b) => shareOf(a) - shareOf(b) || a.code.localeCompare(b.code));
}

const shareOf = ({ received, target }: { received: number; target: number }) =>
  target === 0 ? Number.POSITIVE_INFINITY : received / target;
