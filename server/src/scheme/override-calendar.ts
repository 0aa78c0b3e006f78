import type { LocalisedText } from '@minsheng/contracts';
import { workingCalendarOf } from '../deadlines/index.js';
import { newId, record, type Work } from '../platform/index.js';
import type { CalendarOverride } from './calendar.js';
import type { CalendarOverrideId, CalendarOverrideRow } from './calendar-override.entity.js';
import { publishedOverrides, takeCurrentScheme } from './current-scheme.js';
import { judgeOverride } from './judge-override.js';
import { decideOverride, insertOverride, replacePublishedOverride, requireOverride } from './scheme.queries.js';
import { schemeProblems } from './scheme.problems.js';

export interface OverrideProposal extends CalendarOverride {
  reason: string;
  publicNote: LocalisedText;
}

/** Proposed; nothing moves before another person publishes it. */
export async function proposeOverride(work: Work, proposal: OverrideProposal): Promise<CalendarOverrideId> {
  const { scheme, config } = await takeCurrentScheme(work);
  const occurrence = judgeOverride(
    config,
    await workingCalendarOf(work),
    await publishedOverrides(work, scheme),
    proposal,
    work.now,
  );
  const id = newId<CalendarOverrideId>();
  await insertOverride(work, {
    id,
    schemeId: scheme.id,
    ruleCode: proposal.ruleCode,
    periodKey: proposal.periodKey,
    oldStart: occurrence.start,
    oldEnd: occurrence.end,
    newStart: proposal.newStart,
    newEnd: proposal.newEnd,
    reason: proposal.reason,
    publicNote: proposal.publicNote,
    state: 'PROPOSED',
    proposedBy: work.caller.id,
    proposedAt: work.now,
    decidedBy: null,
    decidedAt: null,
  });
  record(work, {
    subject: `calendar-override:${id}`,
    action: 'scheme.override-proposed',
    payload: payloadOf({ ...proposal, oldStart: occurrence.start, oldEnd: occurrence.end }),
  });
  return id;
}

/** Published by another person, before the old and the new time: from here the calendar obeys it. */
export async function publishOverride(work: Work, id: string): Promise<void> {
  const { scheme, config } = await takeCurrentScheme(work);
  const override = await requireUndecided(work, id);
  judgeOverride(config, await workingCalendarOf(work), await publishedOverrides(work, scheme), override, work.now);
  await replacePublishedOverride(work, override);
  if (!(await decideOverride(work, override.id, 'PUBLISHED'))) throw schemeProblems['override-not-in-state']();
  record(work, {
    subject: `calendar-override:${id}`,
    action: 'scheme.override-published',
    payload: payloadOf(override),
  });
}

export async function refuseOverride(work: Work, id: string): Promise<void> {
  const override = await requireUndecided(work, id);
  if (!(await decideOverride(work, override.id, 'REFUSED'))) throw schemeProblems['override-not-in-state']();
  record(work, {
    subject: `calendar-override:${id}`,
    action: 'scheme.override-refused',
    payload: { ruleCode: override.ruleCode, periodKey: override.periodKey },
  });
}

async function requireUndecided(work: Work, id: string): Promise<CalendarOverrideRow> {
  const override = await requireOverride(work, id);
  if (override.state !== 'PROPOSED') throw schemeProblems['override-not-in-state']();
  if (override.proposedBy === work.caller.id) throw schemeProblems['own-proposal']();
  return override;
}

function payloadOf(override: OverrideProposal & { oldStart: Date; oldEnd: Date }): Record<string, unknown> {
  const { ruleCode, periodKey, oldStart, oldEnd, newStart, newEnd, reason, publicNote } = override;
  return {
    ruleCode,
    periodKey,
    before: { start: oldStart.toISOString(), end: oldEnd.toISOString() },
    after: { start: newStart.toISOString(), end: newEnd?.toISOString() ?? null },
    reason,
    publicNote,
  };
}
