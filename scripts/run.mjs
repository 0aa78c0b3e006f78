// What `npm start`, `npm test`, `npm run minsheng`, `npm run stats`, `npm run bench` and `npm run build` call. Needs node and npm only.
// This file parses on old versions of node, so that they get a sentence and not a syntax error.

const [major, minor] = process.versions.node.split('.').map(Number);
// 20.19 and 22.12 are the first of their lines in which CommonJS may require the ES modules of Nest.
const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;

if (!isSupported) {
  console.error(
    '民声需要 Node.js 20.19 或更高版本（22 系列须 22.12 以上），当前为 ' +
      process.versions.node +
      '。\n' +
      'Minsheng needs Node.js 20.19 or newer (22.12 or newer in the 22 line); this is ' +
      process.versions.node +
      '.',
  );
  process.exitCode = 1;
} else {
  const { main } = await import('./commands.mjs');
  process.exitCode = await main(process.argv.slice(2));
}
