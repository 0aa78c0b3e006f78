import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { mentionsOfCities, presetCities } from './city-names.js';
import { checkout, plantTree, type PlantedTree } from './planted-tree.js';

const exporting = (name: string) => `export const ${name} = 1;`;
const importing = (from: string, name = 'x') => `import { ${name} } from '${from}';\nexport const y = ${name};`;

/** A small lawful building: each faulty tree is this one with a file more or a file changed. */
const lawful: Readonly<Record<string, string>> = {
  'server/src/platform/index.ts': `export { now } from './clock.js';`,
  'server/src/platform/clock.ts': 'export const now = () => new Date(Date.now());',
  'server/src/platform/database/columns.ts': exporting('x'),
  'server/src/deadlines/index.ts': exporting('x'),
  'server/src/identity/index.ts': exporting('x'),
  'server/src/reports/index.ts': `export { x } from './report.js';`,
  'server/src/reports/report.ts': exporting('x'),
  'server/src/issues/index.ts': exporting('x'),
  'server/src/issues/raise-from-report.ts': importing('../reports/index.js'),
  'server/src/issues/issue.ts': importing('../platform/index.js', 'now'),
  'server/src/notifications/index.ts': importing('../identity/index.js'),
  'server/src/migrations/2026-11-01-01-units.ts': importing('../platform/database/columns.js'),
  'server/src/deadlines/deadline.spec.ts': importing('../migrations/2026-11-01-01-units.js', 'y'),
  'server/src/scheme/calendar.ts': importing('../deadlines/index.js'),
  'server/src/app.module.ts': importing('./issues/index.js'),
  'server/src/main.ts': importing('./platform/database/columns.js'),
  'shared/statistics/src/index.ts': exporting('x'),
  'shared/contracts/src/index.ts': exporting('x'),
  'client/console/src/app.ts': exporting('x'),
};

const planted: PlantedTree[] = [];
const plant = (files: Readonly<Record<string, string>>) => {
  const tree = plantTree({ ...lawful, ...files });
  planted.push(tree);
  return tree;
};
afterAll(() => planted.forEach((tree) => tree.remove()));

describe('the walls between the rooms', () => {
  it('let every lawful import pass', async () => {
    expect(await plant({}).brokenWalls()).toEqual([]);
  });

  const faults: [fault: string, file: string, content: string, broken: string][] = [
    [
      'an import up a floor',
      'server/src/reports/close.ts',
      importing('../issues/index.js'),
      'floor-4-reports: server/src/reports/close.ts → server/src/issues/index.ts',
    ],
    [
      'an import up a floor of a type only',
      'server/src/identity/staff.ts',
      `import type { x } from '../reports/index.js';\nexport type Y = typeof x;`,
      'floor-2-identity: server/src/identity/staff.ts → server/src/reports/index.ts',
    ],
    [
      'a door between two rooms of floor 4',
      'server/src/polls/plan.ts',
      importing('../reports/index.js'),
      'floor-4-polls: server/src/polls/plan.ts → server/src/reports/index.ts',
    ],
    [
      'the one door of floor 1 used backwards',
      'server/src/deadlines/deadline.ts',
      importing('../scheme/calendar.js', 'y'),
      'floor-1-deadlines: server/src/deadlines/deadline.ts → server/src/scheme/calendar.ts',
    ],
    [
      'an import past a door',
      'server/src/issues/sort.ts',
      importing('../reports/report.js'),
      'door-of-reports: server/src/issues/sort.ts → server/src/reports/report.ts',
    ],
    [
      'an import past the door of the platform',
      'server/src/identity/session.ts',
      importing('../platform/database/columns.js'),
      'door-of-platform: server/src/identity/session.ts → server/src/platform/database/columns.ts',
    ],
    [
      'a roof that looks behind a door',
      'server/src/worker.ts',
      importing('./reports/report.js'),
      'door-of-reports: server/src/worker.ts → server/src/reports/report.ts',
    ],
    [
      'a room that goes through its own front door',
      'server/src/reports/triage.ts',
      importing('./index.js'),
      'own-door: server/src/reports/triage.ts → server/src/reports/index.ts',
    ],
    [
      'a room that calls notifications',
      'server/src/issues/tell.ts',
      importing('../notifications/index.js', 'y'),
      'floor-5-issues: server/src/issues/tell.ts → server/src/notifications/index.ts',
    ],
    [
      'notifications that know a report',
      'server/src/notifications/letter.ts',
      importing('../reports/index.js'),
      'notifications-beside-the-stairs: server/src/notifications/letter.ts → server/src/reports/index.ts',
    ],
    [
      'a room that imports the roof',
      'server/src/issues/boot.ts',
      importing('../reactions.js'),
      'roof: server/src/issues/boot.ts → server/src/reactions.ts',
    ],
    [
      'a spec beside the code that starts the whole server',
      'server/src/issues/issue.spec.ts',
      importing('../reactions.js'),
      'roof-in-specs: server/src/issues/issue.spec.ts → server/src/reactions.ts',
    ],
    [
      'a migration that knows a room',
      'server/src/migrations/2026-11-01-02-reports.ts',
      importing('../reports/index.js'),
      'migrations-stand-alone: server/src/migrations/2026-11-01-02-reports.ts → server/src/reports/index.ts',
    ],
    [
      'a room without a floor',
      'server/src/helpers/text.ts',
      importing('../platform/index.js', 'now'),
      'known-room: server/src/helpers/text.ts → server/src/platform/index.ts',
    ],
    [
      'a cycle, though one half of it is a type',
      'server/src/reports/a.ts',
      `import type { b } from './b.js';\nexport type A = typeof b;\nexport const a = 1;`,
      'no-cycle: server/src/reports/a.ts → server/src/reports/b.ts',
    ],
    [
      'a shared package that knows another',
      'shared/statistics/src/rank.ts',
      importing('../../contracts/src/index.js'),
      'shared-alone: shared/statistics/src/rank.ts → shared/contracts/src/index.ts',
    ],
    [
      'a shared package that needs node',
      'shared/statistics/src/read.ts',
      importing('node:fs', 'readFileSync'),
      'shared-without-node: shared/statistics/src/read.ts → fs',
    ],
    [
      'a client that imports the server',
      'client/console/src/home.ts',
      importing('../../../server/src/reports/index.js'),
      'client-without-server: client/console/src/home.ts → server/src/reports/index.ts',
    ],
    [
      'a package that ships but is installed for testing',
      'server/src/scheme/occurrences.ts',
      `import { RRule } from 'rrule';\nexport const y = RRule;`,
      'no-dev-dependency: server/src/scheme/occurrences.ts → ',
    ],
    [
      'an import that leads nowhere',
      'server/src/issues/lost.ts',
      importing('./nowhere.js'),
      'resolvable: server/src/issues/lost.ts → ./nowhere.js',
    ],
  ];

  // The faults stand in one tree: a cruise of many small ones would take a minute.
  let broken: string[];
  beforeAll(async () => {
    const files = Object.fromEntries(faults.map(([, file, content]) => [file, content]));
    const supporting = {
      'server/src/reports/b.ts': importing('./a.js', 'a'),
      'server/src/reactions.ts': exporting('x'),
    };
    broken = await plant({ ...files, ...supporting }).brokenWalls();
  });

  it.each(faults)('find %s', (_fault, _file, _content, expected) => {
    expect(broken.filter((line) => line.startsWith(expected))).toHaveLength(1);
  });
});

describe('the linter', () => {
  const faults: [fault: string, rule: string, file: string, content: string][] = [
    [
      'the clock read in a lifecycle',
      'no-restricted-properties',
      'server/src/issues/issue.lifecycle.ts',
      'export const at = () => Date.now();',
    ],
    [
      'the clock read in a stage',
      'no-restricted-properties',
      'server/src/issues/close.ts',
      'export const at = () => Date.now();',
    ],
    [
      'the clock read by an empty Date',
      'no-restricted-syntax',
      'server/src/issues/open.ts',
      'export const at = () => new Date();',
    ],
    [
      'the clock read in a shared package',
      'no-restricted-properties',
      'shared/charts/src/axis.ts',
      'export const at = () => Date.now();',
    ],
    [
      'a dice thrown in statistics',
      'no-restricted-properties',
      'shared/statistics/src/draw.ts',
      'export const u = () => Math.random();',
    ],
    [
      'an injected repository',
      'no-restricted-imports',
      'server/src/reports/reports.queries.ts',
      `import { InjectRepository } from '@nestjs/typeorm';\nexport const y = InjectRepository;`,
    ],
    [
      'a DataSource outside the platform',
      'no-restricted-imports',
      'server/src/polls/polls.queries.ts',
      `import { DataSource } from 'typeorm';\nexport const y = DataSource;`,
    ],
    [
      'a promise nobody waits for',
      '@typescript-eslint/no-floating-promises',
      'server/src/polls/close.ts',
      'const write = async () => 1;\nexport function close() {\n  write();\n}',
    ],
    [
      'a device call in a page of the phone',
      'no-restricted-imports',
      'client/miniapp/src/pages/home.tsx',
      `import Taro from '@tarojs/taro';\nexport const y = Taro;`,
    ],
    [
      'a spec that silences the others',
      'no-restricted-properties',
      'test/api/reports.spec.ts',
      `it.only('one', () => {});`,
    ],
  ];

  let complaints: string[];
  beforeAll(async () => {
    complaints = await plant(Object.fromEntries(faults.map(([, , file, content]) => [file, content]))).lintComplaints();
  });

  it('has nothing to say about lawful code, the clock in its one file included', () => {
    const planted = new Set(faults.map(([, , file]) => file));
    expect(complaints.filter((line) => !planted.has(line.split(': ')[1] ?? ''))).toEqual([]);
  });

  it.each(faults)('finds %s', (_fault, rule, file) => {
    expect(complaints).toContain(`${rule}: ${file}`);
  });
});

describe("a city's name", () => {
  it('stands in no code of this checkout', () => {
    expect(mentionsOfCities(checkout)).toEqual([]);
  });

  it('is found in code, written in 中文 or as its code', () => {
    const tree = plant({
      'server/src/issues/limits.ts': `\nconst limit = (city: string) => (city === '许昌' ? 3 : 5);\nexport { limit };`,
      'server/src/issues/letter.ts': 'export const letter = (n: number) => `第 ${' + 'n} 号，瑞安`;',
      'client/console/src/skin.tsx': `export const isOdd = (scheme: string) => scheme === 'Ruian';`,
      'client/console/src/badge.tsx': 'export const Badge = () => <b>天门</b>;',
      'client/console/src/style.css': 'a {}\n.qianjiang { color: red }',
    });
    expect(mentionsOfCities(tree.root)).toEqual(
      expect.arrayContaining([
        { file: 'server/src/issues/limits.ts', line: 2, city: 'xuchang' },
        { file: 'server/src/issues/letter.ts', line: 1, city: 'ruian' },
        { file: 'client/console/src/skin.tsx', line: 1, city: 'ruian' },
        { file: 'client/console/src/badge.tsx', line: 1, city: 'tianmen' },
        { file: 'client/console/src/style.css', line: 2, city: 'qianjiang' },
      ]),
    );
  });

  it('is free to stand in presets, in specs and in a comment that names its source', () => {
    const tree = plant({
      'server/presets/xuchang.yaml': 'name: 许昌',
      'server/presets/xuchang.json': '{ "name": "许昌" }',
      'server/src/scheme/presets.spec.ts': `it('loads 许昌', () => expect('许昌').toHaveLength(2));`,
      'server/src/issues/limit.ts': '/** 许昌《建立长效工作机制》 */\nexport const days = 3; // xuchang',
    });
    expect(mentionsOfCities(tree.root)).toEqual([]);
  });

  it('is known to this guard for every preset there is', () => {
    const folder = path.join(checkout, 'server/presets');
    const presets = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.yaml')) : [];
    const codes = presets.map((file) => path.basename(file, '.yaml'));
    expect(codes).toEqual(expect.arrayContaining(presetCities.map(({ code }) => code)));
  });
});
