import { issuesPath, readIssues } from '../../api/issues.js';
import { deskReportsPath, readDeskReports } from '../../api/reports.js';
import { useRefresh, useRefreshOnChange } from '../../api/use-refresh.js';
import { useResource } from '../../api/use-resource.js';
import type { Badge } from '../../routes.js';
import { useSession } from '../identity/use-session.js';
import { useInbox } from '../notifications/inbox.js';
import { countOf, listPath, tabOf } from './desk-tabs.js';

const noFilters = { q: '', category: null, area: null };

/** Seconds between two looks. */
const renewEvery = 60;

/** The figures beside the entries of the menu; null while not known, or not for this person. */
export function useBadges(): (badge: Badge) => number | null {
  const { may } = useSession();
  const hasDesk = may('reports.read') && may('issues.read');
  const reportsPath = listPath(deskReportsPath, 'waiting', noFilters);
  const path = listPath(issuesPath, 'to-dispatch', noFilters);
  const reports = useResource(hasDesk ? reportsPath : null, (signal) => readDeskReports(reportsPath, signal));
  const issues = useResource(hasDesk ? path : null, (signal) => readIssues(path, signal));
  useRefresh(reports, hasDesk ? renewEvery : null);
  useRefresh(issues, hasDesk ? renewEvery : null);
  useRefreshOnChange(reports);
  useRefreshOnChange(issues);
  const inbox = useInbox();
  const counts = [reports.value?.counts ?? null, issues.value?.counts ?? null] as const;
  return (badge) => {
    if (badge === 'unread') return inbox.value?.unread ?? null;
    if (badge !== 'desk') return countOf(tabOf(badge), ...counts);
    const waiting = countOf(tabOf('waiting'), ...counts);
    const toDispatch = countOf(tabOf('to-dispatch'), ...counts);
    return waiting === null || toDispatch === null ? null : waiting + toDispatch;
  };
}
