// Installs the workspace when, and only when, what it was installed from has changed.
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { cleanEnvironment, root, run, say, seconds, Stop } from './process.mjs';

const stampFile = path.join(root, 'node_modules', '.minsheng-installed');

/** Folders of the workspace's packages, relative to the root. */
export function packageFolders() {
  const listed = readFileSync(path.join(root, 'pnpm-workspace.yaml'), 'utf8').match(/^packages:\n((?: +- .+\n)+)/m);
  const patterns = listed[1]
    .trim()
    .split('\n')
    .map((line) => line.replace(/^ *- */, '').replace(/["']/g, ''));
  return patterns
    .flatMap((pattern) =>
      pattern.endsWith('/*')
        ? readdirSync(path.join(root, pattern.slice(0, -2))).map((name) => path.join(pattern.slice(0, -2), name))
        : [pattern],
    )
    .filter((folder) => existsSync(path.join(root, folder, 'package.json')))
    .sort();
}

/** Hash of all that decides the content of node_modules. */
export function installHash() {
  const hash = createHash('sha256');
  hash.update(`${process.platform} ${process.arch} ${process.versions.node}\n`);
  const manifests = ['.', ...packageFolders()].map((folder) => path.join(folder, 'package.json'));
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    hash.update(`${file}\n`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

function assertWritable() {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new Stop(
      `没有写入 ${root} 的权限，请把代码放到可写的目录后再试。\n` +
        `The folder ${root} cannot be written to; put the checkout where you may write.`,
    );
  }
}

/**
 * Makes node_modules agree with the lockfile.
 * @throws {Stop} when the folder cannot be written or the packages cannot be fetched
 */
export async function ensureInstalled() {
  const wanted = installHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  assertWritable();
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const pnpm = manifest.packageManager.split('+')[0];
  const started = performance.now();
  say(`· 安装依赖 installing packages (${pnpm})`);
  rmSync(stampFile, { force: true });
  const args = ['--yes', pnpm, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'];
  const { code } = await run('npx', args, {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
    // Under NODE_ENV=production pnpm would leave out the build tools; without CI it may ask before removing a folder.
    env: cleanEnvironment({ NODE_ENV: undefined, CI: 'true' }),
  });
  if (code !== 0) {
    throw new Stop(
      '依赖安装失败，原因见上；请检查网络或 npm 源的设置后再试。\n' +
        'Installing the packages failed for the reason above; check the network or the npm registry setting.',
    );
  }
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, wanted);
  say(`· 依赖就绪 packages ready, ${seconds(started)}`);
}
