import { sayVerdict, verifyRelease } from './verify.js';
export { verifyRelease };

/** `node verify.mjs [folder] [--key KEYID]`: the folder of this file when none is named. In a browser this part sleeps. */
async function runInNode(): Promise<void> {
  const { argv, exit, stdout } = process;
  const { fileURLToPath } = await import('node:url');
  const { readFile, realpath } = await import('node:fs/promises');
  const { dirname, join } = await import('node:path');
  const self = fileURLToPath(import.meta.url);
  if (!argv[1] || (await realpath(argv[1])) !== (await realpath(self))) return;
  const rest = argv.slice(2);
  const at = rest.indexOf('--key');
  const key = at < 0 ? undefined : rest.splice(at, 2)[1];
  const folder = rest[0] ?? dirname(self);
  const verdict = await verifyRelease((path) => readFile(join(folder, path)), key ? { expectedKeyId: key } : {});
  stdout.write(`${sayVerdict(verdict)}\n`);
  exit(verdict.ok ? 0 : 1);
}

if (typeof process !== 'undefined' && process.versions?.node) void runInNode();
