import {
  Building2,
  CalendarRange,
  ChartNoAxesColumn,
  ClipboardList,
  Gauge,
  History,
  House,
  Scale,
  SlidersHorizontal,
  Stamp,
  type LucideIcon,
} from 'lucide-react';
import { lazy, type ComponentType } from 'react';

import type { PlainKey } from './messages/catalogue.js';
import { match } from './ui/paths.js';

/** Every page, once. `needs`: the permissions without which the page does not exist for the reader. */
export interface Route {
  pattern: string;
  needs: readonly string[];
  Page: ComponentType<Record<string, string>>;
}

/** Which poll to review is found in the list of polls. */
const reviewing = ['polls.read', 'polls.read-ranking'] as const;

const loads = new Set<() => Promise<unknown>>();

function page<Name extends string>(
  load: () => Promise<Record<Name, ComponentType<never>>>,
  name: Name,
): ComponentType<Record<string, string>> {
  loads.add(load);
  return lazy(async () => ({ default: (await load())[name] as ComponentType<Record<string, string>> }));
}

/** Fetches the code of every page, so that all can still be opened when the connection is lost. */
export async function fetchPages(): Promise<void> {
  // A page whose code does not come is fetched again when it is opened.
  await Promise.allSettled([...loads].map((load) => load()));
}

const ReviewPage = page(() => import('./rooms/polls/latest-page.js'), 'LatestRankingPage');
const WeightsPage = page(() => import('./rooms/polls/latest-page.js'), 'LatestWeightingPage');

export const routes: readonly Route[] = [
  { pattern: '/', needs: [], Page: page(() => import('./rooms/overview/overview-page.js'), 'OverviewPage') },
  { pattern: '/polls', needs: ['polls.read'], Page: page(() => import('./rooms/polls/polls-page.js'), 'PollsPage') },
  {
    pattern: '/polls/:poll',
    needs: ['polls.read'],
    Page: page(() => import('./rooms/polls/poll-page.js'), 'PollPage'),
  },
  {
    pattern: '/polls/:poll/plan',
    needs: ['polls.monitor'],
    Page: page(() => import('./rooms/polls/plan/plan-page.js'), 'PlanPage'),
  },
  {
    pattern: '/polls/:poll/cleaning',
    needs: ['polls.monitor'],
    Page: page(() => import('./rooms/polls/cleaning/cleaning-page.js'), 'CleaningPage'),
  },
  {
    pattern: '/polls/:poll/weighting',
    needs: ['polls.read-ranking'],
    Page: page(() => import('./rooms/polls/weighting/weighting-page.js'), 'WeightingPage'),
  },
  {
    pattern: '/polls/:poll/ranking',
    needs: ['polls.read-ranking'],
    Page: page(() => import('./rooms/polls/ranking-page.js'), 'RankingPage'),
  },
  {
    pattern: '/polls/:poll/review',
    needs: ['polls.read-ranking'],
    Page: page(() => import('./rooms/polls/review/review-page.js'), 'ReviewPage'),
  },
  {
    pattern: '/indicators',
    needs: ['indicators.read'],
    Page: page(() => import('./rooms/indicators/indicators-page.js'), 'IndicatorsPage'),
  },
  { pattern: '/weighting', needs: reviewing, Page: WeightsPage },
  { pattern: '/ranking', needs: reviewing, Page: ReviewPage },
  {
    pattern: '/releases',
    needs: ['releases.read'],
    Page: page(() => import('./rooms/releases/releases-page.js'), 'ReleasesPage'),
  },
  {
    pattern: '/releases/:release',
    needs: ['releases.read'],
    Page: page(() => import('./rooms/releases/release-page.js'), 'ReleasePage'),
  },
  {
    pattern: '/scheme',
    needs: ['scheme.read'],
    Page: page(() => import('./rooms/scheme/scheme-page.js'), 'SchemePage'),
  },
  {
    pattern: '/scheme/calendar',
    needs: ['scheme.read'],
    Page: page(() => import('./rooms/scheme/calendar-page.js'), 'CalendarPage'),
  },
  {
    pattern: '/units',
    needs: ['organisation.read'],
    Page: page(() => import('./rooms/organisation/units-page.js'), 'UnitsPage'),
  },
  {
    pattern: '/ledger',
    needs: ['ledger.read'],
    Page: page(() => import('./rooms/platform/ledger-page.js'), 'LedgerPage'),
  },
];

export function routeOf(path: string): { route: Route; values: Record<string, string> } | null {
  for (const route of routes) {
    const values = match(route.pattern, path);
    if (values !== null) return { route, values };
  }
  return null;
}

export interface RailGroup {
  title: PlainKey | null;
  entries: readonly {
    to: string;
    title: PlainKey;
    Icon: LucideIcon;
    needs: readonly string[];
    /** Pages without an entry of their own that belong to this one. */
    under: readonly string[];
  }[];
}

export const railGroups: readonly RailGroup[] = [
  { title: null, entries: [{ to: '/', title: 'overview.title', Icon: House, needs: [], under: [] }] },
  {
    title: 'rail.polls',
    entries: [
      {
        to: '/polls',
        title: 'polls.title',
        Icon: ClipboardList,
        needs: ['polls.read'],
        under: ['/polls/:poll', '/polls/:poll/plan', '/polls/:poll/cleaning'],
      },
      {
        to: '/indicators',
        title: 'indicators.title',
        Icon: Gauge,
        needs: ['indicators.read'],
        under: [],
      },
      {
        to: '/weighting',
        title: 'weighting.title',
        Icon: Scale,
        needs: reviewing,
        under: ['/polls/:poll/weighting'],
      },
      {
        to: '/ranking',
        title: 'ranking.title',
        Icon: ChartNoAxesColumn,
        needs: reviewing,
        under: ['/polls/:poll/ranking', '/polls/:poll/review'],
      },
      {
        to: '/releases',
        title: 'releases.title',
        Icon: Stamp,
        needs: ['releases.read'],
        under: ['/releases/:release'],
      },
    ],
  },
  {
    title: 'rail.units',
    entries: [{ to: '/units', title: 'units.title', Icon: Building2, needs: ['organisation.read'], under: [] }],
  },
  {
    title: 'rail.governance',
    entries: [
      { to: '/scheme', title: 'scheme.title', Icon: SlidersHorizontal, needs: ['scheme.read'], under: [] },
      { to: '/scheme/calendar', title: 'calendar.title', Icon: CalendarRange, needs: ['scheme.read'], under: [] },
      { to: '/ledger', title: 'ledger.title', Icon: History, needs: ['ledger.read'], under: [] },
    ],
  },
];
