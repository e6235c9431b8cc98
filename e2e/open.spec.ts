import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expectVerdict } from './support/openPair.ts';
import { expect, test } from './support/page.ts';
import { FIXTURES, ROOT } from './support/paths.ts';

const RUNS = join(FIXTURES, 'tensorflow-runs');

/** Starts `twinspect open` and gives the address that it prints. */
async function opened(...files: string[]): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'bin/twinspect.mjs'), 'open', ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [address] = await new Promise<string[]>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve([line]));
    child.once('exit', (code) => reject(new Error(`twinspect open ended with ${code}`)));
  });
  return { child, address: address ?? '' };
}

test('The command line opens the page with a file and a folder', async ({ page }) => {
  const { child, address } = await opened(join(RUNS, 'cnn.k315.keras'), join(RUNS, 'graphs/cnn'));
  try {
    await page.goto(address);
    await expectVerdict(page, 'equivalent');
    await expect(page.getByText('cnn.k315.keras').first()).toBeVisible();
  } finally {
    child.kill();
  }
});
