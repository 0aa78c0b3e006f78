// The floor plan as rules. Imports point down, into a room only by its door; data rises.
// Paths are relative to the folder the cruise runs in, so that test/guards can run it on a planted tree.

/** Lowest first. Rooms of one floor do not know each other, but for the doors named below. */
const floors = [
  ['platform'],
  ['scheme', 'organisation', 'deadlines', 'files'],
  ['identity'],
  ['indicators', 'questionnaires'],
  ['reports', 'polls', 'inspections'],
  ['issues'],
  ['assessment'],
  ['publication'],
];
/**
 * Doors on one floor. A calendar expression may count in working days, and those are kept by deadlines; the question bank shows
 * what indicators are called.
 */
const sideways = { scheme: ['deadlines'], questionnaires: ['indicators'] };
/** Beside the stairs: it reads the ledger and knows floors 0 to 2; nobody calls it. */
const beside = { room: 'notifications', knows: floors.slice(0, 3).flat() };
const rooms = [...floors.flat(), beside.room];

const any = (names) => `(?:${names.join('|')})`;
const inside = (names) => `^server/src/${any(names)}/`;
const spec = '\\.spec\\.tsx?$';
/** Files of server/src itself, and the migrations they hand to the database. */
const roof = ['^server/src/[^/]+\\.ts$', '^server/src/migrations/'];

const closedTo = (room, floor) =>
  [...floors.slice(floor).flat(), beside.room].filter((other) => other !== room && !sideways[room]?.includes(other));

const upOrSideways = floors.flatMap((names, floor) =>
  names.map((room) => ({
    name: `floor-${floor}-${room}`,
    comment: `${room} is on floor ${floor}: it knows the floors below, not its neighbours and not those above. What must come down goes through the ledger.`,
    severity: 'error',
    from: { path: inside([room]) },
    to: { path: inside(closedTo(room, floor)) },
  })),
);

/** The roof puts the platform together, and a spec may too: they see its parts. Every other room they enter by the door. */
const inPlatformToo = ['^server/src/[^/]+\\.ts$', spec];

const byTheDoor = rooms.map((room) => ({
  name: `door-of-${room}`,
  comment: `${room} is entered by its index.ts only; what that does not offer is not for others.`,
  severity: 'error',
  from: {
    path: '^server/src/',
    pathNot: [`^server/src/${room}/`, '^server/src/migrations/', ...(room === 'platform' ? inPlatformToo : [])],
  },
  to: { path: `^server/src/${room}/`, pathNot: `^server/src/${room}/index\\.ts$` },
}));

const shared = ['charts', 'contracts', 'design', 'questionnaire', 'statistics'];

module.exports = {
  forbidden: [
    ...upOrSideways,
    ...byTheDoor,
    {
      name: 'notifications-beside-the-stairs',
      comment: 'notifications reads the ledger and knows floors 0 to 2.',
      severity: 'error',
      from: { path: inside([beside.room]) },
      to: { path: '^server/src/', pathNot: inside([beside.room, ...beside.knows]) },
    },
    {
      name: 'own-door',
      comment: 'A room uses its own files by name; its front door is for others.',
      severity: 'error',
      from: { path: `^server/src/(${rooms.join('|')})/`, pathNot: spec },
      to: { path: '^server/src/$1/index\\.ts$' },
    },
    {
      name: 'known-room',
      comment: 'Every folder of server/src has a floor in the list of .dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: '^server/src/[^/]+/', pathNot: [inside(rooms), '^server/src/migrations/'] },
      to: {},
    },
    {
      name: 'roof',
      comment:
        'main, worker, cli, app.module, reactions, timetable and the migrations are imported by nobody below them.',
      severity: 'error',
      from: { path: '^server/src/[^/]+/', pathNot: ['^server/src/migrations/', spec] },
      to: { path: roof },
    },
    {
      name: 'roof-in-specs',
      comment: 'A spec beside the code may run the migrations; one that needs the whole server belongs into test/api.',
      severity: 'error',
      from: { path: `^server/src/[^/]+/.*${spec}` },
      to: { path: '^server/src/[^/]+\\.ts$' },
    },
    {
      name: 'migrations-stand-alone',
      comment:
        'A migration must still run when the code of its day is gone: it knows TypeORM and platform/database only.',
      severity: 'error',
      from: { path: '^server/src/migrations/', pathNot: [spec, '^server/src/migrations/index\\.ts$'] },
      to: { pathNot: ['^server/src/platform/database/', '(?:^|/)node_modules/(?:\\.pnpm/)?typeorm[@/]'] },
    },
    {
      name: 'shared-alone',
      comment:
        'A shared package imports nothing of ours: it runs in the server, the browser, the phone and the command line.',
      severity: 'error',
      from: { path: '^shared/([^/]+)/', pathNot: '^shared/questionnaire/' },
      to: { path: `^(?:server|client|test|scripts|shared/${any(shared)})/`, pathNot: '^shared/$1/' },
    },
    {
      name: 'questionnaire-knows-its-contract',
      comment: 'The questionnaire is a wire contract: its engine takes the types of contracts, and nothing else of ours.',
      severity: 'error',
      from: { path: '^shared/questionnaire/' },
      to: {
        path: `^(?:server|client|test|scripts|shared/${any(shared)})/`,
        pathNot: ['^shared/questionnaire/', '^shared/contracts/'],
      },
    },
    {
      name: 'questionnaire-takes-types-only',
      comment: 'Of contracts the engine takes types: its code stands alone on the phone.',
      severity: 'error',
      from: { path: '^shared/questionnaire/' },
      to: { path: '^shared/contracts/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shared-without-node',
      comment: 'Pure packages run where there is no node.',
      severity: 'error',
      from: { path: '^shared/[^/]+/src/', pathNot: spec },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'client-without-server',
      comment:
        'A client knows the wire contracts, the drawings and the tokens; never the server, the tests or another client.',
      severity: 'error',
      from: { path: '^client/([^/]+)/' },
      to: { path: '^(?:server|test|scripts|shared/statistics|client)/', pathNot: '^client/$1/' },
    },
    {
      name: 'phone-without-compiler',
      comment: 'The phone carries the interpreter; checking and compiling questionnaires is the server’s business.',
      severity: 'error',
      from: { path: '^(?:client/miniapp|shared/questionnaire/src/(?!compile/))', pathNot: spec },
      to: { path: '^shared/questionnaire/src/compile/' },
    },
    {
      name: 'server-without-client',
      comment: 'The server hands out the built clients as files; it does not import them, nor the tests.',
      severity: 'error',
      from: { path: '^server/', pathNot: spec },
      to: { path: '^(?:client|test|scripts)/' },
    },
    {
      name: 'no-spec-in-code',
      comment: 'A spec is imported by nobody.',
      severity: 'error',
      from: {},
      to: { path: spec },
    },
    {
      name: 'no-dev-dependency',
      comment: 'What ships may not need what is installed for building and testing only.',
      severity: 'error',
      from: { path: '^(?:shared/[^/]+|server|client/[^/]+)/src/', pathNot: spec },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'npm-peer', 'type-only'] },
    },
    {
      name: 'no-cycle',
      comment: 'Not even of types: two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import this tool cannot follow is an import it cannot judge.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^(?:server|test|(?:client|shared)/[^/]+)/(?:dist|dist-h5|coverage|\\.cache|\\.swc|data)/'] },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.mts', '.cts', '.d.ts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.scss', '.css'],
    },
  },
};
