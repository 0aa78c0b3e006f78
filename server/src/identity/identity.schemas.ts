import { roles, unitKinds } from '@minsheng/contracts';

type Schema = Record<string, unknown>;

const exactly = (properties: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties: { ...properties, ...optional },
  additionalProperties: false,
});

const string = { type: 'string' };
const integer = { type: 'integer' };
const role = { enum: Object.keys(roles) };
const unit = exactly({
  id: string,
  name: { $ref: '#/components/schemas/LocalisedText' },
  kind: { enum: Object.keys(unitKinds) },
});
const citizen = exactly({ id: string, maskedPhone: { type: ['string', 'null'] } });
const state = { enum: ['ACTIVE', 'SUSPENDED'] };

/** What this room answers, as JSON Schema for OpenAPI: every property is there, no other is. */
export const identitySchemas = {
  profile: exactly({
    id: string,
    name: string,
    displayName: string,
    grants: { type: 'array', items: exactly({ role, unit }) },
    permissions: { type: 'array', items: string },
  }),
  citizen,
  citizenSession: exactly({ token: string, expiresAt: { type: 'string', format: 'date-time' }, citizen }),
  phoneCodeSent: exactly({ retryAfterSeconds: integer }, { demonstrationCode: string }),
  staff: {
    type: 'array',
    items: exactly({
      id: string,
      name: string,
      displayName: string,
      state,
      lockedUntil: { type: ['string', 'null'], format: 'date-time' },
      grants: { type: 'array', items: exactly({ id: string, role, unit }) },
    }),
  },
  credentials: exactly({ id: string, name: string, password: string, otpauthUri: string }),
  grant: exactly({ id: string }),
  demoSignIns: {
    type: 'array',
    items: exactly({ name: string, displayName: string, role, password: string, totp: string, secondsLeft: integer }),
  },
} as const satisfies Record<string, Schema>;
