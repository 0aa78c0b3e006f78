import type { HandDescribedRoute } from '../platform/index.js';

const localised = { $ref: '#/components/schemas/LocalisedText' };
const text = { type: 'string' };
const nullableText = { type: ['string', 'null'] };

function get(path: string, summary: string, contentType: string, schema: object): HandDescribedRoute {
  return {
    path,
    method: 'get',
    operation: {
      tags: ['public'],
      summary,
      responses: {
        200: { description: summary, content: { [contentType]: { schema } } },
        304: { description: 'Not changed' },
      },
    },
  };
}

const summary = {
  type: 'object',
  required: [
    'id',
    'scheme',
    'title',
    'periodKey',
    'releasedAt',
    'isDemonstration',
    'correctionOf',
    'supersededBy',
    'contentHash',
  ],
  additionalProperties: false,
  properties: {
    id: text,
    scheme: text,
    title: localised,
    periodKey: nullableText,
    releasedAt: text,
    isDemonstration: { type: 'boolean' },
    correctionOf: nullableText,
    supersededBy: nullableText,
    contentHash: text,
  },
};

const release = {
  type: 'object',
  required: [
    'format',
    'id',
    'scheme',
    'city',
    'isDemonstration',
    'poll',
    'releasedAt',
    'correctionOf',
    'groups',
    'method',
    'inputHashes',
    'licence',
  ],
  properties: {
    format: { const: 'minsheng-release/1' },
    id: text,
    scheme: text,
    city: localised,
    groups: { type: 'array' },
    method: { type: 'object' },
  },
};

const pages: [string, string][] = [
  ['/', 'Home: the latest ranking and every release'],
  ['/method/', 'How a poll is made'],
  ['/verify/', 'How anybody checks a release'],
  ['/releases/{id}/', 'A release’s page'],
];

/** Prepared bytes, described by hand since no controller answers them. */
export const publicRoutes: HandDescribedRoute[] = [
  get('/v1/releases', 'Releases, newest first', 'application/json', { type: 'array', items: summary }),
  get(
    '/v1/releases/{id}',
    'One release, whole; an unknown id and one before its time get the same answer',
    'application/json',
    release,
  ),
  get('/v1/releases/{id}/rankings.json', 'The same as the release', 'application/json', release),
  get('/v1/releases/{id}/rankings.csv', 'The rankings as CSV (UTF-8 with byte-order mark)', 'text/csv', text),
  {
    path: '/v1/releases/latest',
    method: 'get',
    operation: {
      tags: ['public'],
      summary: 'Leads to the newest release',
      responses: { 302: { description: 'Found' } },
    },
  },
  get('/v1/keys', 'Signing keys that have been used', 'application/json', {
    type: 'array',
    items: {
      type: 'object',
      required: ['keyId', 'publicKey', 'firstUsedAt'],
      additionalProperties: false,
      properties: { keyId: text, publicKey: text, firstUsedAt: text },
    },
  }),
  get('/v1/calendar', 'The next release instant', 'application/json', {
    type: 'object',
    required: ['scheme', 'nextReleaseAt'],
    additionalProperties: false,
    properties: { scheme: text, nextReleaseAt: nullableText },
  }),
  ...pages.flatMap(([path, what]) => [
    get(path, `${what} (中文)`, 'text/html', text),
    ...(path.includes('{') ? [] : [get(`${path}en.html`, `${what} (English)`, 'text/html', text)]),
  ]),
  {
    path: '/releases/{id}/{file}',
    method: 'get',
    operation: {
      tags: ['public'],
      summary: 'A file of a release, byte for byte as signed; `status.json` alone stands outside the signature',
      responses: {
        200: {
          description: 'The file',
          content: Object.fromEntries(
            ['text/html', 'application/json', 'text/csv', 'image/svg+xml', 'text/javascript', 'text/plain'].map(
              (type) => [type, { schema: {} }],
            ),
          ),
        },
        304: { description: 'Not changed' },
      },
    },
  },
];
