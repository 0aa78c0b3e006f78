/**
 * One line for each spec file, the whole complaint for each failure, and the counts as JSON for the script that adds the
 * stages up: `{ passed, failed: [title], skipped: [{ file, title }] }` in the file `MINSHENG_TEST_REPORT` names.
 */
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export default class Reporter {
  constructor(config) {
    this.root = config.rootDir;
    this.passed = 0;
    this.failed = [];
    this.skipped = [];
  }

  onTestResult(_test, result) {
    const file = path.relative(this.root, result.testFilePath);
    const failedHere = [];
    for (const one of result.testResults) {
      if (one.status === 'passed') this.passed += 1;
      else if (one.status === 'failed') failedHere.push(`${file}: ${one.fullName}`);
      else this.skipped.push({ file, title: one.fullName });
    }
    // A file that does not load, or an afterAll that throws, has a complaint and no failed test.
    if (result.testExecError || (result.failureMessage && failedHere.length === 0))
      failedHere.push(`${file}: did not run to its end`);
    this.failed.push(...failedHere);
    const { start, end } = result.perfStats;
    const count = result.testResults.length;
    process.stdout.write(
      `   ${failedHere.length === 0 ? '✓' : '✗'} ${file} (${count}, ${((end - start) / 1000).toFixed(1)} s)\n`,
    );
    for (const { origin, message } of result.console ?? []) {
      if (failedHere.length > 0) process.stdout.write(`${message}\n${origin}\n`);
    }
    if (result.failureMessage) process.stdout.write(`${result.failureMessage}\n`);
  }

  onRunComplete() {
    const target = process.env.MINSHENG_TEST_REPORT;
    if (!target) return;
    // Written aside and renamed: whoever waits for the file must not read half of it.
    writeFileSync(
      `${target}.part`,
      JSON.stringify({ passed: this.passed, failed: this.failed, skipped: this.skipped }),
    );
    renameSync(`${target}.part`, target);
  }
}
