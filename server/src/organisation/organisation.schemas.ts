import { unitKinds } from '@minsheng/contracts';
import { groupPurposes } from './unit-group.entity.js';
import { seatRoles } from './seat.entity.js';

type Schema = Record<string, unknown>;

/** What this room answers, as JSON Schema for OpenAPI: every property is there, no other is. */
const exactly = (properties: Record<string, Schema>): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  additionalProperties: false,
});

const text = { $ref: '#/components/schemas/LocalisedText' };
const string = { type: 'string' };
const integer = { type: 'integer' };
const orNull = { type: ['string', 'null'] };
const instant = { type: 'string', format: 'date-time' };
const instantOrNull = { type: ['string', 'null'], format: 'date-time' };
const listOf = (items: Schema): Schema => ({ type: 'array', items });

const row = {
  id: string,
  code: string,
  name: text,
  kind: { enum: Object.keys(unitKinds) },
  levelRank: { type: 'integer', minimum: 1 },
  parentId: orNull,
  state: { enum: ['DRAFT', 'ACTIVE', 'MERGED', 'CLOSED'] },
};
const seat = exactly({
  id: string,
  role: { enum: [...seatRoles] },
  title: string,
  personName: string,
  validFrom: instant,
  validTo: instantOrNull,
});
const codeAndName = exactly({ code: string, name: string });

export const organisationSchemas = {
  units: listOf(exactly(row)),
  unit: exactly({
    ...row,
    territorialParentId: orNull,
    superiorId: orNull,
    docCode: orNull,
    validFrom: instant,
    validTo: instantOrNull,
    mergedIntoId: orNull,
  }),
  seat,
  seats: listOf(seat),
  groups: listOf(
    exactly({
      id: string,
      code: string,
      name: text,
      purpose: { enum: [...groupPurposes] },
      units: listOf(exactly({ id: string, name: text })),
    }),
  ),
  levels: listOf(exactly({ rank: integer, code: string, name: text })),
  division: exactly({
    code: string,
    name: string,
    level: { enum: ['province', 'city', 'area', 'street', 'village'] },
    within: listOf(codeAndName),
  }),
  importReport: exactly({
    rows: integer,
    accepted: integer,
    faultCount: integer,
    faults: listOf(exactly({ line: integer, column: orNull, code: string, sentences: text })),
  }),
} as const satisfies Record<string, Schema>;
