import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const checkout = path.resolve(import.meta.dirname, '../..');

/** A folder that looks like the checkout to the tools that guard it: their own configuration, our packages, planted files. */
export interface PlantedTree {
  readonly root: string;
  /** `rule: from → to` for each wall that an import breaks, sorted. */
  brokenWalls(): Promise<string[]>;
  /** `rule: file` for each complaint of the linter, sorted. */
  lintComplaints(): Promise<string[]>;
  remove(): void;
}

/** @param files path below the root → content; a value is one statement or several, as they stand in the file */
export function plantTree(files: Readonly<Record<string, string>>): PlantedTree {
  const root = mkdtempSync(path.join(tmpdir(), 'minsheng-planted-'));
  const carried = [
    'eslint.config.mjs',
    '.dependency-cruiser.cjs',
    'tsconfig.base.json',
    'package.json',
    'server/package.json',
    'server/tsconfig.json',
  ];
  for (const file of carried) cpSync(path.join(checkout, file), path.join(root, file));
  symlinkSync(path.join(checkout, 'node_modules'), path.join(root, 'node_modules'));
  symlinkSync(path.join(checkout, 'server/node_modules'), path.join(root, 'server/node_modules'));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), `${content}\n`);
  }

  const runTool = (script: string, args: readonly string[]) =>
    new Promise<string>((resolve, reject) => {
      const tool = path.join(checkout, 'node_modules', script);
      execFile(process.execPath, [tool, ...args], { cwd: root, maxBuffer: 1 << 26 }, (_error, stdout, stderr) =>
        stdout.startsWith('{') || stdout.startsWith('[') ? resolve(stdout) : reject(new Error(stderr || stdout)),
      );
    });

  return {
    root,
    async brokenWalls() {
      const folders = [...new Set(Object.keys(files).map((file) => file.split('/')[0] ?? ''))];
      const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders];
      const { summary } = JSON.parse(await runTool('dependency-cruiser/bin/dependency-cruise.mjs', args)) as {
        summary: { violations: { rule: { name: string }; from: string; to: string }[] };
      };
      return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
    },
    async lintComplaints() {
      const results = JSON.parse(await runTool('eslint/bin/eslint.js', ['.', '--format', 'json'])) as {
        filePath: string;
        messages: { ruleId: string | null; message: string }[];
      }[];
      return results
        .flatMap(({ filePath, messages }) =>
          messages.map(({ ruleId, message }) => `${ruleId ?? message}: ${path.relative(root, filePath)}`),
        )
        .sort();
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
