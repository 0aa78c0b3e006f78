/** What this room answers and takes, as JSON Schema for OpenAPI. */
const string = { type: 'string' };
const integer = { type: 'integer' };

export const photoSchemas = {
  upload: {
    type: 'object',
    required: ['clientId', 'sha256', 'source', 'takenAt', 'photo'],
    properties: {
      clientId: { ...string, description: 'ULID' },
      sha256: { ...string, pattern: '^[0-9a-f]{64}$' },
      source: { enum: ['CAMERA', 'ALBUM'] },
      takenAt: { ...string, format: 'date-time' },
      photo: { ...string, format: 'binary', description: 'JPEG, PNG or WebP, the last part' },
    },
  },
  receipt: {
    type: 'object',
    required: ['id', 'width', 'height'],
    properties: { id: string, width: integer, height: integer },
    additionalProperties: false,
  },
  picture: { 'image/jpeg': { schema: { ...string, format: 'binary' } } },
} as const;
