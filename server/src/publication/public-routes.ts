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
    'correction',
    'planHash',
    'sealHash',
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
    planHash: nullableText,
    sealHash: nullableText,
    groups: { type: 'array' },
    method: { type: 'object' },
  },
};

const planVersion = {
  type: 'object',
  required: ['version', 'hash', 'publishedAt', 'address'],
  additionalProperties: false,
  properties: { version: { type: 'integer' }, hash: text, publishedAt: text, address: text },
};

const planCalendar = {
  type: 'object',
  required: ['fieldworkFrom', 'fieldworkTo', 'graceUntil', 'sealBy', 'releaseAt'],
  properties: { fieldworkFrom: text, fieldworkTo: text, graceUntil: text, sealBy: text, releaseAt: text },
};

const planSummary = {
  type: 'object',
  required: [
    'pollId',
    'version',
    'title',
    'periodKey',
    'isDemonstration',
    'publishedAt',
    'calendar',
    'isCancelled',
    'publicNote',
    'hash',
    'address',
    'versions',
  ],
  additionalProperties: false,
  properties: {
    pollId: text,
    version: { type: 'integer' },
    title: localised,
    periodKey: text,
    isDemonstration: { type: 'boolean' },
    publishedAt: text,
    calendar: planCalendar,
    isCancelled: { type: 'boolean' },
    publicNote: { anyOf: [{ type: 'null' }, localised] },
    hash: text,
    address: text,
    versions: { type: 'array', items: planVersion },
  },
};

const plan = {
  type: 'object',
  required: ['format', 'pollId', 'version', 'title', 'questionnaire', 'groups', 'margins', 'calendar'],
  properties: {
    format: { const: 'minsheng-plan/1' },
    pollId: text,
    version: { type: 'integer' },
    title: localised,
    questionnaire: { type: 'object' },
    groups: { type: 'array' },
    margins: { type: 'array' },
    calendar: planCalendar,
  },
};

/** JSON Feed 1.1. */
const feed = {
  type: 'object',
  required: ['version', 'title', 'home_page_url', 'feed_url', 'items'],
  properties: {
    version: { const: 'https://jsonfeed.org/version/1.1' },
    title: text,
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'url', 'title', 'content_html', 'date_published', 'tags'],
        properties: {
          id: text,
          url: text,
          tags: { type: 'array', items: { enum: ['plan', 'release', 'correction'] } },
        },
      },
    },
  },
};

const instants = (properties: Record<string, unknown>) => ({
  type: 'array',
  items: { type: 'object', required: Object.keys(properties), additionalProperties: false, properties },
});

const pages: [string, string][] = [
  ['/', 'Home: the latest ranking and every release'],
  ['/method/', 'How a poll is made'],
  ['/verify/', 'How anybody checks a release'],
  ['/releases/{id}/', 'A release’s page'],
  ['/plans/{pollId}/', 'A poll’s public plan'],
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
  get('/v1/calendar', 'Coming release instants and fieldwork; never what comes', 'application/json', {
    type: 'object',
    required: ['scheme', 'nextReleaseAt', 'releases', 'fieldwork'],
    additionalProperties: false,
    properties: {
      scheme: text,
      nextReleaseAt: nullableText,
      releases: instants({ periodKey: text, at: text }),
      fieldwork: instants({ periodKey: text, from: text, to: text }),
    },
  }),
  get('/v1/plans', 'Public plans, newest first', 'application/json', { type: 'array', items: planSummary }),
  get('/v1/plans/{pollId}', 'The newest version of a plan; the ETag is its hash', 'application/json', plan),
  get('/v1/plans/{pollId}/{version}', 'One version of a plan, for ever the same bytes', 'application/json', plan),
  get('/v1/feed.json', 'Plans, releases and corrections as JSON Feed', 'application/feed+json', feed),
  get('/v1/feed.xml', 'Plans, releases and corrections as Atom', 'application/atom+xml', text),
  ...pages.flatMap(([path, what]) => [
    get(path, `${what} (中文)`, 'text/html', text),
    ...(path.startsWith('/releases/') ? [] : [get(`${path}en.html`, `${what} (English)`, 'text/html', text)]),
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
