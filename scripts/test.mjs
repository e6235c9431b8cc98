// Everything that must hold before a change lands. Ends with one line: N passed, N failed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => `node_modules/.bin/${name}`;
const npm = (args) => ['npm', args];
let passed = 0;
let failed = 0;

/** Runs one step; `count` reads its results, else the step itself counts as one. */
function step(name, [command, args], count) {
  console.log(`\n— ${name}`);
  const started = Date.now();
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  const result = count?.() ?? { passed: done.status === 0 ? 1 : 0, failed: done.status === 0 ? 0 : 1 };
  passed += result.passed;
  failed += Math.max(result.failed, done.status === 0 ? 0 : 1);
  console.log(
    `  ${name}: ${done.status === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
}

/** Reads a JSON result file that a runner wrote. */
const counted = (file, read) => () => {
  const path = new URL(`../test-results/${file}`, import.meta.url);
  return existsSync(path) ? read(JSON.parse(readFileSync(path, 'utf8'))) : { passed: 0, failed: 1 };
};

if (!existsSync(new URL('../node_modules/vitest/package.json', import.meta.url))) {
  step('install', npm(['ci', '--no-audit', '--no-fund']));
}
rmSync(new URL('../test-results', import.meta.url), { recursive: true, force: true });
step('format and lint', [bin('biome'), ['ci', '.', '--diagnostic-level=error']]);
step('types', npm(['run', '-s', 'types']));
step('rooms', npm(['run', '-s', 'rooms']));
step(
  'unit tests',
  [bin('vitest'), ['run', '--reporter=dot', '--reporter=json', '--outputFile.json=test-results/unit.json']],
  counted('unit.json', (r) => ({
    passed: r.numPassedTests,
    failed: r.numFailedTests + r.numFailedTestSuites,
  })),
);
step('build', npm(['run', '-s', 'build']));
step('size budget', ['node', ['scripts/sizeBudget.mjs']]);
step(
  'end to end',
  [bin('playwright'), ['test', '--reporter=line,json']],
  counted('e2e.json', ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky })),
);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
