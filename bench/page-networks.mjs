import { existsSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { launchBrowser } from './launchBrowser.mjs';
import { printTable } from './table.mjs';

/**
 * Measures what the page itself is like while it compares two networks on wasm: its longest task on the main thread, how
 * long a click on a tab takes to show something, and how much memory the renderer takes at most. Run
 * `node bench/page-networks.mjs [part of a name]` after `python bench/make/networks.py make`.
 */
const data = fileURLToPath(new URL('data/', import.meta.url));
const root = fileURLToPath(new URL('../', import.meta.url));
const outDir = `${data}built-page`;
const wanted = process.argv[2] ?? 'MobileNetV2';
const TABS = ['Weights', 'Predictions', 'Graph', 'Settings', 'Versions', 'Layers'];
const ALLOWED_MS = 200;
const LOADING = 'loading the page';

/** Notes every task of 50 ms and more, from the first line of the page on. */
function observe() {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      globalThis.longTasks.push({ startTime, duration, doing: globalThis.doing ?? 'loading the page' });
  }).observe({ type: 'longtask', buffered: true });
}

/** Clicks through the tabs while the comparison goes on; how long until each shows something else. */
async function clickTabs(page) {
  const waits = [];
  while ((await page.getAttribute('section[aria-label="Verdict"]', 'aria-busy')) === 'true') {
    for (const name of TABS) {
      const tab = page.getByRole('tab', { name: new RegExp(`^${name}`) });
      if ((await tab.count()) === 0) break;
      waits.push(await tab.evaluate(showTab, name));
    }
    await page.waitForTimeout(500);
  }
  return waits;
}

/** In the page: presses a tab and waits for the frame that shows its panel. */
async function showTab(tab, name) {
  globalThis.doing = name;
  const start = performance.now();
  tab.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }));
  await new Promise((resolve) => {
    const look = () => {
      const shown = tab.getAttribute('aria-selected') === 'true';
      const panel = document.querySelector('[role=tabpanel]');
      if (shown && panel?.ariaBusy !== 'true' && panel?.textContent !== '') resolve();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  return { name, ms: performance.now() - start };
}

/** Most memory that the largest renderer held since it started, in MB; it holds the page and its worker. */
async function peakOfRenderer(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo.flatMap(({ type, id }) => {
    const status = `/proc/${id}/status`;
    if (type !== 'renderer' || !existsSync(status)) return [];
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) / 1024;
  });
  return Math.max(0, ...peaks);
}

/** JavaScript heaps of the page and of its worker, in MB; a worker's is asked for through the page's own session. */
async function heaps(page) {
  const session = await page.context().newCDPSession(page);
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const ofWorker = new Promise((resolve) => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type !== 'worker') return;
      const message = JSON.stringify({ id: 1, method: 'Runtime.getHeapUsage' });
      void session.send('Target.sendMessageToTarget', { sessionId, message });
    });
    session.on('Target.receivedMessageFromTarget', ({ message }) => {
      const { id, result } = JSON.parse(message);
      if (id === 1) resolve(result);
    });
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const { usedSize: used, backingStorageSize = 0 } = await ofWorker;
  return { page: usedSize / 2 ** 20, worker: used / 2 ** 20, buffers: backingStorageSize / 2 ** 20 };
}

const megabytes = (value) => `${value.toFixed(0)} MB`;
const longestOf = (tasks) =>
  tasks.reduce((most, task) => (task.duration > most.duration ? task : most), { duration: 0, doing: '–' });
const slowestOf = (waits) => waits.reduce((most, one) => (one.ms > most.ms ? one : most));

async function measure(browser, url, name) {
  const page = await browser.newPage();
  await page.addInitScript(observe);
  await page.goto(`${url}?backend=wasm`);
  const choose = (label, file) =>
    page.getByLabel(label, { exact: true }).setInputFiles(`${data}${name}${file}`);
  await page.evaluate(() => {
    globalThis.doing = 'opening A';
  });
  await choose('Inputs', '.npz');
  await choose('Model A', '-a.keras');
  await page.locator('[data-drop="a"][data-step="open"]').waitFor();
  await page.evaluate(() => {
    globalThis.doing = 'opening B';
  });
  const start = performance.now();
  await choose('Model B', '-b.keras');
  await page.locator('section[aria-label="Verdict"][aria-busy="true"]').waitFor();
  const waits = await clickTabs(page);
  const verdict = page.locator('section[aria-label="Verdict"][data-verdict]');
  await verdict.waitFor({ timeout: 600_000 });
  const seconds = (performance.now() - start) / 1000;
  const word = await verdict.getAttribute('data-verdict');
  for (const tab of TABS)
    waits.push(await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).evaluate(showTab, tab));
  const tasks = await page.evaluate(() => globalThis.longTasks);
  const [loading, comparing] = [true, false].map((first) =>
    longestOf(tasks.filter(({ doing }) => (doing === LOADING) === first)),
  );
  const slowest = slowestOf(waits);
  const heap = await heaps(page);
  const peak = await peakOfRenderer(browser);
  await page.close();
  return {
    network: `${name}, 8 samples of 224 × 224`,
    verdict: word,
    compared: `${seconds.toFixed(1)} s`,
    'longest task, loading': `${loading.duration.toFixed(0)} ms`,
    'longest task, comparing': `${comparing.duration.toFixed(0)} ms (${comparing.doing})`,
    'tasks of 50 ms': tasks.length,
    'tabs shown': waits.length,
    'slowest tab': `${slowest.ms.toFixed(0)} ms (${slowest.name})`,
    'heap of page': megabytes(heap.page),
    'heap of worker': megabytes(heap.worker),
    'its buffers': megabytes(heap.buffers),
    'renderer at most': megabytes(peak),
    allowed: `${ALLOWED_MS} ms`,
    holds: comparing.duration <= ALLOWED_MS ? 'yes' : 'no',
  };
}

await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } });
const server = await preview({
  root,
  logLevel: 'error',
  build: { outDir },
  preview: { port: 0, host: '127.0.0.1' },
});
const before = loadavg()[0].toFixed(1);
const browser = await launchBrowser();
try {
  const { port } = server.httpServer.address();
  const rows = [];
  for (const name of ['MobileNetV2', 'ResNet50'].filter((it) => it.includes(wanted)))
    if (existsSync(`${data}${name}-a.keras`))
      rows.push(await measure(browser, `http://127.0.0.1:${port}/`, name));
  printTable(rows);
  const load = `load average ${before} before and ${loadavg()[0].toFixed(1)} after`;
  console.log(`\nChromium ${browser.version()}, ${cpus().length} cores, ${load}.`);
} finally {
  await browser.close();
  await server.close();
}
