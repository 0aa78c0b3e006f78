// Prints what a phone downloads: the main package and each sub-package of the WeChat build, in KB of uncompressed files.
// WeChat refuses a package above 2 MB; the main package stays under half of that, so that later issues have room.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const app = JSON.parse(readFileSync(path.join(dist, 'app.json'), 'utf8'));
const roots = (app.subPackages ?? app.subpackages ?? []).map(({ root }) => root.replace(/\/$/, ''));
const bytes = new Map([['main package', 0], ...roots.map((root) => [root, 0])]);

for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || entry.name.endsWith('.LICENSE.txt')) continue;
  const file = path.join(entry.parentPath, entry.name);
  const relative = path.relative(dist, file).split(path.sep).join('/');
  const owner = roots.find((root) => relative.startsWith(`${root}/`)) ?? 'main package';
  bytes.set(owner, bytes.get(owner) + statSync(file).size);
}

const limits = { main: 1024, sub: 2048 };
let isTooLarge = false;
for (const [name, size] of bytes) {
  const kilobytes = Math.ceil(size / 1024);
  const limit = name === 'main package' ? limits.main : limits.sub;
  isTooLarge ||= kilobytes > limit;
  console.log(`WeChat ${name}: ${kilobytes} KB of ${limit} KB`);
}
if (isTooLarge) process.exitCode = 1;
