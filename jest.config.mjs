// One configuration for every spec of the repository: `npx jest shared/statistics` runs a folder, `npx jest` all of them.
// Sources are ES modules; jest runs them as CommonJS, since node 20 cannot `require` an ES module inside jest's sandbox.

const swc = (parser) => [
  '@swc/jest',
  {
    swcrc: false,
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true, ...parser },
      transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
    },
  },
];

/** Packages published as ES modules only. Those that offer a `require` entry beside it need no mention. */
const esmOnly = [
  '@nestjs',
  '@borewit',
  '@fastify/cookie', // CommonJS, but reaches `cookie` by a dynamic import
  '@noble',
  '@tokenizer',
  'content-disposition',
  'cookie',
  'file-type',
  'flatbush',
  'flatqueue',
  'saxen',
  'strtok3',
  'token-types',
  'uint8array-extras',
];
// A package lies in `node_modules/.pnpm/@scope+name@1.0.0/node_modules/@scope/name`: both mentions must pass.
const names = esmOnly
  .map((name) => (name.startsWith('@') && !name.includes('/') ? `${name}[/+]` : `${name.replace('/', '[/+]')}[@/]`))
  .join('|');

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Looked up in the sandbox each costs as much as a hundred additions; the statistics ask for them in their innermost loops.
  sandboxInjectedGlobals: [
    'Array',
    'Buffer',
    'Float64Array',
    'Infinity',
    'Int32Array',
    'Math',
    'Number',
    'Object',
    'Uint8Array',
  ],
  roots: ['shared', 'server', 'client', 'test'].map((folder) => `<rootDir>/${folder}`),
  testMatch: [
    '<rootDir>/shared/**/src/**/*.spec.ts',
    '<rootDir>/server/src/**/*.spec.ts',
    '<rootDir>/client/**/src/**/*.spec.ts',
    '<rootDir>/client/**/src/**/*.spec.tsx',
    '<rootDir>/test/**/*.spec.ts',
  ],
  modulePathIgnorePatterns: [
    '<rootDir>/.*/dist/',
    '<rootDir>/.*/dist-h5/',
    '<rootDir>/.*/\\.cache/',
    '<rootDir>/data/',
  ],
  // Sources name their imports by the emitted ending (`./work.js`); the file on disk is `./work.ts`.
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^fast-check$': '<rootDir>/test/support/seeded-fast-check.cjs',
  },
  moduleFileExtensions: ['js', 'ts', 'tsx', 'cjs', 'mjs', 'json', 'node'],
  transform: { '^.+\\.[jt]s$': swc({}), '^.+\\.[jt]sx$': swc({ tsx: true }) },
  transformIgnorePatterns: [`/node_modules/(?!(?:\\.pnpm/)?(?:${names}))`],
  cacheDirectory: '<rootDir>/.cache/jest',
  testTimeout: 60_000,
};
