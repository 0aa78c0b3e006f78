import type {
  CalendarOccurrence,
  CalendarOverrideView,
  CalendarRound,
  CalendarView,
  SchemeVersionSummary,
  SchemeVersionView,
  SchemeView,
} from '@minsheng/contracts';
import type { CalendarListing, Round, ScheduledOccurrence, SchemeCalendar } from './calendar.js';
import type { CalendarOverrideRow } from './calendar-override.entity.js';
import type { SchemeInForce } from './current-scheme.js';
import { differencesBetween } from './differences.js';
import type { ValueMap } from './merge.js';
import { badgeOf } from './provenance.js';
import type { LabelledRule } from './rules.js';
import type { SchemeVersion } from './scheme-version.entity.js';

export function schemeView({ scheme, version, config }: SchemeInForce): SchemeView {
  return {
    code: scheme.code,
    city: config.names,
    version: versionSummary(version),
    sources: config.sources,
    config: config as unknown as Record<string, unknown>,
    parameters: Object.entries(version.provenance).map(([path, origin]) => ({ path, origin, badge: badgeOf(origin) })),
  };
}

export function versionSummary(version: SchemeVersion): SchemeVersionSummary {
  return {
    id: version.id,
    no: version.no,
    state: version.state,
    configHash: version.configHash,
    effectiveFrom: version.effectiveFrom.toISOString(),
    reason: version.reason,
    proposedBy: version.proposedBy,
    proposedAt: version.proposedAt.toISOString(),
    submittedAt: version.submittedAt?.toISOString() ?? null,
    decidedBy: version.decidedBy,
    decidedAt: version.decidedAt?.toISOString() ?? null,
    returnReason: version.returnReason,
    activatedAt: version.activatedAt?.toISOString() ?? null,
  };
}

export function versionView(version: SchemeVersion, basedOn: SchemeVersion | null): SchemeVersionView {
  const differences = basedOn
    ? differencesBetween(basedOn.config as unknown as ValueMap, version.config as unknown as ValueMap)
    : [];
  return { ...versionSummary(version), differences };
}

export function calendarView(calendar: SchemeCalendar, listing: CalendarListing): CalendarView {
  return {
    rules: calendar.rules.map((rule) => ({ code: rule.code, name: { zh: rule.zh, en: rule.en }, text: textOf(rule) })),
    months: listing.months.map(({ month, entries }) => ({ month, entries: entries.map(occurrenceView) })),
    rounds: listing.rounds.map(roundView),
    yearsWithoutTable: listing.yearsWithoutTable,
  };
}

function textOf({ rule }: LabelledRule): string {
  if (!('relative' in rule)) return rule.text;
  const { before, days, hours } = rule.relative;
  return days === undefined ? `${hours} HOURS BEFORE ${before}` : `${days} DAYS BEFORE ${before}`;
}

function occurrenceView({
  ruleCode,
  kind,
  key,
  start,
  end,
  atLeast,
  isOverridden,
}: ScheduledOccurrence): CalendarOccurrence {
  return {
    ruleCode,
    kind,
    key,
    startsAt: start.toISOString(),
    endsAt: kind === 'MOMENT' ? null : end.toISOString(),
    atLeast: atLeast ?? null,
    isOverridden,
  };
}

function roundView(round: Round): CalendarRound {
  const warnings: CalendarRound['warnings'] = [];
  if (round.isShort) warnings.push('SHORT');
  if (round.holidays.length > 0) warnings.push('HOLIDAY');
  if (round.yearsWithoutTable.length > 0) warnings.push('HOLIDAYS-UNKNOWN');
  return {
    periodKey: round.periodKey,
    fieldwork: round.fieldwork && {
      startsAt: round.fieldwork.start.toISOString(),
      endsAt: round.fieldwork.end.toISOString(),
    },
    aggregationFrom: round.aggregation?.start.toISOString() ?? null,
    syncGraceEndsAt: round.syncGraceEndsAt?.toISOString() ?? null,
    latestSealAt: round.latestSealAt?.toISOString() ?? null,
    releasedAt: round.release.start.toISOString(),
    aggregationDays: round.aggregationDays,
    daysAfterRelease: round.daysAfterRelease,
    warnings,
    holidays: round.holidays.map(({ on, zh, en }) => ({ on, name: { zh, en } })),
  };
}

export function overrideView(override: CalendarOverrideRow): CalendarOverrideView {
  return {
    id: override.id,
    ruleCode: override.ruleCode,
    periodKey: override.periodKey,
    oldStart: override.oldStart.toISOString(),
    oldEnd: override.oldEnd.toISOString(),
    newStart: override.newStart.toISOString(),
    newEnd: override.newEnd?.toISOString() ?? null,
    reason: override.reason,
    publicNote: override.publicNote,
    state: override.state,
    proposedBy: override.proposedBy,
    proposedAt: override.proposedAt.toISOString(),
    decidedBy: override.decidedBy,
    decidedAt: override.decidedAt?.toISOString() ?? null,
  };
}
