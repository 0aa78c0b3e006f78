import { rejectionReasons, reportChannels, reportStates } from '@minsheng/contracts';

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

const state = { enum: Object.keys(reportStates) };
const reason = { enum: Object.keys(rejectionReasons) };
const category = exactly({ code: string, name: text, police: stringOrNull });
const point = exactly({ lng: { type: 'number' }, lat: { type: 'number' } });
const flags = listOf({ enum: ['ON_BORDER', 'ACCURACY_CROSSES_BORDER', 'OUTSIDE', 'NEAREST', 'LOC_MANUAL'] });
const photo = exactly({ id: string, width: count, height: count, address: string, thumbnail: string });
const stamp = { id: string, number: string, state, submittedAt: string, acceptBy: string };

const event = exactly({
  at: string,
  kind: {
    enum: [
      'submitted',
      'held',
      'accepted',
      'merged',
      'rejected',
      'appealed',
      'info-asked',
      'info-given',
      'withdrawn',
      'lapsed',
      'assigned',
      'signed',
      'transferred',
      'extended',
      'overdue',
      'rectified',
      'returned',
      'closed',
      'reopened',
      'carried-over',
      'rated',
      'not-fixed',
    ],
  },
  unit: orNull(text),
  note: orNull(text),
});

const form = exactly({
  title: text,
  categories: listOf(category),
  likely: { type: 'array', items: string, maxItems: 3 },
  photos: exactly({ minimum: count, maximum: count }),
  isInside: { type: ['boolean', 'null'] },
  at: orNull(point),
  area: orNull(text),
  nearby: listOf(
    exactly({
      reportId: string,
      category: string,
      metres: count,
      reportedAt: string,
      reporters: count,
      thumbnail: stringOrNull,
    }),
  ),
  waitUntil: stringOrNull,
  acceptWorkingDays: count,
});

const receipt = exactly(stamp);

const asked = orNull(exactly({ question: string, until: string }));

const report = exactly({
  ...stamp,
  category,
  area: orNull(text),
  point: orNull(point),
  placeText: stringOrNull,
  text: stringOrNull,
  isAnonymous: flag,
  flags,
  before: listOf(photo),
  after: listOf(photo),
  timeline: listOf(event),
  citizenClock: exactly({ startedAt: string, endedAt: stringOrNull }),
  unitClock: orNull(exactly({ startedAt: string, dueAt: string, endedAt: stringOrNull, isOverdue: flag })),
  rejection: orNull(exactly({ reason, note: string, whereInstead: text, appealUntil: stringOrNull })),
  asked,
  rating: orNull(exactly({ effect: count, service: { type: ['integer', 'null'] } })),
  may: listOf({ enum: ['withdraw', 'appeal', 'give-info', 'rate', 'not-fixed'] }),
  answerUntil: stringOrNull,
});

const ownReports = listOf(
  exactly({
    ...stamp,
    category,
    placeText: stringOrNull,
    area: orNull(text),
    thumbnail: stringOrNull,
    lastEvent: event,
    awaitsMe: flag,
  }),
);

const deskRow = {
  id: string,
  number: string,
  state,
  channel: { enum: Object.keys(reportChannels) },
  category,
  area: orNull(text),
  point: orNull(point),
  placeText: stringOrNull,
  submittedAt: string,
  acceptBy: stringOrNull,
  flags,
  photos: count,
  thumbnail: stringOrNull,
  issueId: stringOrNull,
};
const metres = { metres: count };

const deskReports = exactly({
  rows: listOf(exactly(deskRow, metres)),
  cursor: stringOrNull,
  counts: exactly({
    waiting: count,
    held: count,
    'need-info': count,
    appealed: count,
    decided: count,
    all: count,
  }),
});

const unit = exactly({ unitId: string, name: text });

const deskReport = exactly(
  {
    ...deskRow,
    text: stringOrNull,
    isAnonymous: flag,
    takenAt: string,
    before: listOf(photo),
    safety: { enum: ['PASS', 'REVIEW', 'BLOCK', null] },
    rejection: orNull(exactly({ reason, note: string, decidedAt: string })),
    appeal: orNull(exactly({ reason: string, at: string })),
    asked,
    given: listOf(exactly({ text: stringOrNull, at: string, photos: listOf(photo) })),
    mergeable: listOf(
      exactly({ issueId: string, number: string, metres: count, reporters: count, thumbnail: stringOrNull }),
    ),
    asksToFollow: orNull(exactly({ issueId: string, number: string })),
    proposal: exactly({ lead: orNull(unit), supports: listOf(unit), rule: text }),
    nearbyHistory: exactly({ sameCategory: count, recurred: count }),
  },
  metres,
);

const reporter = exactly({ maskedPhone: stringOrNull, name: stringOrNull, phone: stringOrNull });

export const reportSchemas = { form, receipt, report, ownReports, deskReports, deskReport, reporter };
