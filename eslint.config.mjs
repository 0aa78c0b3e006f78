// What the compiler cannot see and a reader must not have to look for. No rule of style: prettier has that.
import tseslint from 'typescript-eslint';

const code = ['**/*.{ts,tsx,mts,cts,js,mjs,cjs}'];
const specs = ['**/*.spec.{ts,tsx}'];

/** Clocks and dice: a pure function takes `now` and a seed. */
const clock = [
  {
    object: 'Date',
    property: 'now',
    message: 'Time comes in as `now`; on the server it is read in platform/clock.ts only.',
  },
];
const dice = [{ object: 'Math', property: 'random', message: 'Chance comes in as a seeded generator.' }];
const stopwatch = [{ object: 'performance', property: 'now', message: 'Pure code does not measure time.' }];
const clockBySyntax = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'Time comes in as `now`; on the server it is read in platform/clock.ts only.',
  },
  {
    selector: 'CallExpression[callee.name="Date"]',
    message: 'Time comes in as `now`; on the server it is read in platform/clock.ts only.',
  },
];

/** A spec that runs alone hides all the others from `npm test`. */
const alone = ['describe', 'it', 'test'].map((object) => ({
  object,
  property: 'only',
  message: 'It would silence every other spec.',
}));

const injected = [
  { name: '@nestjs/typeorm', message: 'An injected repository writes outside the transaction: use the Work.' },
  {
    name: 'typeorm',
    importNames: ['InjectRepository', 'getRepository', 'getManager', 'getConnection'],
    message: 'Statements run through the Work.',
  },
];
const dataSource = {
  name: 'typeorm',
  importNames: ['DataSource', 'InjectRepository', 'getRepository', 'getManager', 'getConnection'],
  message: 'Only platform/ sees a DataSource: statements run through the Work.',
};

/** What pages and components may take from Taro: hooks of a page's life. All else is a device call. */
const pageHooks = [
  'useDidHide',
  'useDidShow',
  'useLaunch',
  'useLoad',
  'usePageScroll',
  'usePullDownRefresh',
  'useReachBottom',
  'useReady',
  'useRouter',
  'useShareAppMessage',
  'useShareTimeline',
  'useTabItemTap',
  'useUnload',
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/dist-h5/',
      '**/.cache/',
      '**/.swc/',
      '**/coverage/',
      'data/',
      '**/*.generated.*',
    ],
  },
  {
    files: code,
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser, ecmaVersion: 2022, sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'constructor-super': 'error',
      'for-direction': 'error',
      'getter-return': 'error',
      'no-async-promise-executor': 'error',
      'no-class-assign': 'error',
      'no-compare-neg-zero': 'error',
      'no-cond-assign': 'error',
      'no-const-assign': 'error',
      'no-constant-binary-expression': 'error',
      'no-debugger': 'error',
      'no-dupe-else-if': 'error',
      'no-dupe-keys': 'error',
      'no-duplicate-case': 'error',
      'no-eval': 'error',
      'no-fallthrough': 'error',
      'no-global-assign': 'error',
      'no-loss-of-precision': 'error',
      'no-self-assign': 'error',
      'no-self-compare': 'error',
      'no-sparse-arrays': 'error',
      'no-template-curly-in-string': 'error',
      'no-unreachable': 'error',
      'no-unreachable-loop': 'error',
      'no-unsafe-finally': 'error',
      'no-unsafe-negation': 'error',
      'no-unsafe-optional-chaining': 'error',
      'no-unused-expressions': ['error', { allowShortCircuit: true, allowTernary: true }],
      'no-useless-backreference': 'error',
      'use-isnan': 'error',
      'valid-typeof': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-extra-non-null-assertion': 'error',
      '@typescript-eslint/no-misused-new': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
    },
  },
  {
    files: [...specs, 'test/**/*.{ts,tsx,mjs}'],
    rules: {
      'no-restricted-properties': ['error', ...alone],
      'no-restricted-globals': ['error', 'fdescribe', 'fit'],
    },
  },

  // The server: a promise nobody waits for is a write after the reply.
  {
    files: ['server/src/**/*.ts'],
    ignores: specs,
    languageOptions: { parserOptions: { project: 'server/tsconfig.json' } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      'no-restricted-imports': ['error', { paths: [injected[0], dataSource] }],
      'no-restricted-properties': ['error', ...clock],
      'no-restricted-syntax': ['error', ...clockBySyntax],
    },
  },
  {
    files: ['server/src/platform/**/*.ts', 'server/src/migrations/**/*.ts', 'server/src/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: injected }] },
  },
  {
    files: ['server/src/platform/clock.ts'],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-syntax': 'off' },
  },

  // Pure code: the same answer for the same arguments, on every machine and every day.
  {
    files: [
      'shared/*/src/**/*.ts',
      'server/src/**/*.lifecycle.ts',
      'server/src/deadlines/**/*.ts',
      'server/src/scheme/**/*calendar*.ts',
      'server/src/scheme/**/*period*.ts',
    ],
    rules: {
      'no-restricted-properties': ['error', ...clock, ...dice, ...stopwatch, ...alone],
      'no-restricted-syntax': ['error', ...clockBySyntax],
    },
  },

  // The phone: one folder knows the device, so that every page runs in the harness and in a browser.
  {
    files: ['client/miniapp/src/**/*.{ts,tsx}'],
    ignores: ['client/miniapp/src/device/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@tarojs/taro',
              allowImportNames: pageHooks,
              message: 'Device calls live in src/device; pages take hooks of their life only.',
            },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        ...['wx', 'fdescribe', 'fit'].map((name) => ({ name, message: 'Not here: device calls live in src/device.' })),
      ],
    },
  },
);
