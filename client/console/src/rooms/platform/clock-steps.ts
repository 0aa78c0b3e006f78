import type { CityView } from '@minsheng/contracts';

const day = 86_400_000;
/** Past the release's instant, so that the release has happened when the page comes back. */
const afterwards = 60_000;

export interface ClockStep {
  key: 'day' | 'week' | 'release';
  to: string;
}

/** Instants that a demonstration is usually moved on to, soonest first; none lies in the past. */
export function clockSteps({ now, nextReleaseAt }: Pick<CityView, 'now' | 'nextReleaseAt'>): ClockStep[] {
  const from = Date.parse(now);
  const steps: ClockStep[] = [
    { key: 'day', to: new Date(from + day).toISOString() },
    { key: 'week', to: new Date(from + 7 * day).toISOString() },
  ];
  if (nextReleaseAt !== null && Date.parse(nextReleaseAt) > from) {
    steps.push({ key: 'release', to: new Date(Date.parse(nextReleaseAt) + afterwards).toISOString() });
  }
  return steps.sort((a, b) => a.to.localeCompare(b.to));
}
