import { issueStates } from '@minsheng/contracts';
import { issueMoves } from './issue.lifecycle.js';

type Schema = Record<string, unknown>;

const text = { $ref: '#/components/schemas/LocalisedText' };
const string = { type: 'string' };
const stringOrNull = { type: ['string', 'null'] };
const flag = { type: 'boolean' };
const count = { type: 'integer', minimum: 0 };
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const listOf = (items: Schema): Schema => ({ type: 'array', items });

/** What this room answers, as JSON Schema for OpenAPI: every property is there, no other is. */
const exactly = (properties: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties: { ...properties, ...optional },
  additionalProperties: false,
});

const state = { enum: Object.keys(issueStates) };
const due = { enum: ['none', 'in-time', 'due-soon', 'overdue', 'stopped', 'kept', 'missed'] };
const point = exactly({ lng: { type: 'number' }, lat: { type: 'number' } });
const photo = exactly({ id: string, width: count, height: count, address: string, thumbnail: string });
const unit = exactly({ unitId: string, name: text });

const rowProperties = {
  id: string,
  number: string,
  state,
  origin: { enum: ['REPORT', 'VISIT', 'POLL', 'OPINION', 'MEETING', 'STOCKTAKE'] },
  category: exactly({ code: string, name: text, police: stringOrNull }),
  area: orNull(text),
  point: orNull(point),
  placeText: stringOrNull,
  lead: orNull(unit),
  role: { enum: ['LEAD', 'SUPPORT', null] },
  grade: string,
  tier: count,
  raisedAt: string,
  dueAt: stringOrNull,
  due,
  stepDueAt: stringOrNull,
  reports: count,
  returns: count,
  isReopened: flag,
  recurrenceOf: stringOrNull,
  thumbnail: stringOrNull,
};
const row = exactly(rowProperties, { metres: count });

const view = exactly(
  {
    ...rowProperties,
    text: stringOrNull,
    before: listOf(photo),
    after: listOf(photo),
    fixes: orNull(
      exactly({ person: string, task: string, dueAt: stringOrNull, responsibility: string, rewardPenalty: string }),
    ),
    proposal: exactly({ lead: orNull(unit), supports: listOf(unit), rule: text }),
    supports: listOf(unit),
    gradeName: text,
    method: text,
    limitWorkingDays: count,
    citizenClock: exactly({ startedAt: string, endedAt: stringOrNull }),
    unitClock: orNull(exactly({ startedAt: string, dueAt: string, stoppedAt: stringOrNull, isOverdue: flag })),
    transfer: orNull(exactly({ from: unit, to: unit, reason: string, askedAt: string, refusals: count })),
    extension: orNull(exactly({ newDue: string, reason: string, plan: string, askedAt: string })),
    timeline: listOf(
      exactly({ at: string, action: string, by: orNull(text), note: stringOrNull, photos: listOf(photo) }),
    ),
    ratings: listOf(exactly({ effect: { type: 'integer', minimum: 1, maximum: 5 }, count })),
    delegations: listOf(exactly({ to: unit, task: string, dueAt: string })),
    tierName: orNull(text),
    needsVisit: flag,
    may: listOf({ enum: [...issueMoves] }),
  },
  { metres: count },
);

export const issueSchemas = {
  view,
  list: exactly({
    rows: listOf(row),
    cursor: stringOrNull,
    counts: exactly(
      Object.fromEntries(
        ['to-dispatch', 'due-soon', 'overdue', 'to-verify', 'transfers', 'handling', 'closed', 'all'].map((tab) => [
          tab,
          count,
        ]),
      ),
    ),
  }),
  points: listOf(exactly({ id: string, state, due, isReopened: flag, at: point })),
  duty: exactly({
    unit,
    now: string,
    toSign: listOf(row),
    dueToday: listOf(row),
    overdue: listOf(row),
    handling: listOf(row),
    onTime: exactly({ closedInTime: count, due: count }),
    returned: count,
    unread: count,
  }),
  raised: exactly({ issueId: string, number: string }),
  deskForm: exactly({
    categories: listOf(exactly({ code: string, name: text, police: stringOrNull })),
    grades: listOf(exactly({ code: string, name: text, method: text, limitWorkingDays: count })),
    units: listOf(unit),
    mergeRadiusMetres: count,
  }),
} as const;
