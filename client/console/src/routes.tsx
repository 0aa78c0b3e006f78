import {
  BadgeCheck,
  Bell,
  Building2,
  CalendarRange,
  ChartNoAxesColumn,
  ClipboardList,
  Construction,
  Gauge,
  History,
  House,
  MapPinned,
  Route as RouteIcon,
  Scale,
  SlidersHorizontal,
  SquarePen,
  Stamp,
  Undo2,
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
  /** Addresses of one place keep what is open in it: the map does not jump when another matter is chosen. */
  place?: string;
}

/** Which poll to review is found in the list of polls. */
const reviewing = ['polls.read', 'polls.read-ranking'] as const;

/** Units have their account; the desk is for those who see the whole city or their area. */
const desk = ['issues.read', 'reports.read'] as const;

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

const Desk = page(() => import('./rooms/issues/desk-page.js'), 'DeskPage');
const Account = page(() => import('./rooms/issues/account-page.js'), 'AccountPage');

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
  {
    pattern: '/questionnaires',
    needs: ['questionnaires.read'],
    Page: page(() => import('./rooms/questionnaires/questionnaires-page.js'), 'QuestionnairesPage'),
  },
  {
    pattern: '/questionnaires/:questionnaire',
    needs: ['questionnaires.read'],
    Page: page(() => import('./rooms/questionnaires/designer-page.js'), 'DesignerPage'),
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
    pattern: '/territory',
    needs: ['territory.read', 'organisation.read'],
    Page: page(() => import('./rooms/organisation/territory/territory-page.js'), 'TerritoryPage'),
  },
  { pattern: '/desk', needs: desk, Page: Desk, place: 'desk' },
  { pattern: '/desk/:tab', needs: desk, Page: Desk, place: 'desk' },
  { pattern: '/desk/:tab/:item', needs: desk, Page: Desk, place: 'desk' },
  { pattern: '/account', needs: ['issues.handle'], Page: Account, place: 'account' },
  { pattern: '/account/:issue', needs: ['issues.handle'], Page: Account, place: 'account' },
  { pattern: '/notices', needs: [], Page: page(() => import('./rooms/notifications/inbox-page.js'), 'InboxPage') },
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

export type Badge = 'desk' | 'handling' | 'to-verify' | 'transfers' | 'unread';

export interface RailGroup {
  title: PlainKey | null;
  entries: readonly {
    to: string;
    title: PlainKey;
    Icon: LucideIcon;
    needs: readonly string[];
    /** Pages without an entry of their own that belong to this one. */
    under: readonly string[];
    /** The figure beside it: how much waits there. */
    badge?: Badge;
  }[];
}

export const railGroups: readonly RailGroup[] = [
  { title: null, entries: [{ to: '/', title: 'overview.title', Icon: House, needs: [], under: [] }] },
  {
    title: 'rail.own-unit',
    entries: [
      {
        to: '/account',
        title: 'account.title',
        Icon: Gauge,
        needs: ['issues.handle'],
        under: ['/account/:issue'],
      },
      { to: '/notices', title: 'inbox.title', Icon: Bell, needs: ['issues.handle'], under: [], badge: 'unread' },
    ],
  },
  {
    title: 'rail.reports',
    entries: [
      {
        to: '/desk',
        title: 'desk.title',
        Icon: RouteIcon,
        needs: desk,
        under: ['/desk/:tab', '/desk/:tab/:item'],
        badge: 'desk',
      },
      {
        to: '/desk/handling',
        title: 'tracking.title',
        Icon: Construction,
        needs: desk,
        under: ['/desk/handling/:item'],
        badge: 'handling',
      },
      {
        to: '/desk/to-verify',
        title: 'verifying.title',
        Icon: BadgeCheck,
        needs: ['reports.read', 'issues.verify'],
        under: ['/desk/to-verify/:item'],
        badge: 'to-verify',
      },
      {
        to: '/desk/transfers',
        title: 'transfers.title',
        Icon: Undo2,
        needs: desk,
        under: ['/desk/transfers/:item'],
        badge: 'transfers',
      },
    ],
  },
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
        to: '/questionnaires',
        title: 'questionnaires.title',
        Icon: SquarePen,
        needs: ['questionnaires.read'],
        under: ['/questionnaires/:questionnaire'],
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
    entries: [
      { to: '/units', title: 'units.title', Icon: Building2, needs: ['organisation.read'], under: [] },
      {
        to: '/territory',
        title: 'territory.title',
        Icon: MapPinned,
        needs: ['territory.read', 'organisation.read'],
        under: [],
      },
    ],
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
