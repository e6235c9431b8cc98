import type { Page, Worker } from '@playwright/test';
import { expectedOf, expectVerdict, openPair } from './support/openPair.ts';
import { expect, test } from './support/page.ts';
import { savedReport } from './support/savedReport.ts';

/** What the worker is made to remember: the WebGL context of the engine, and how many draws it may still do. */
interface Hooked {
  drawsLeft: number;
  lost: boolean;
}

/** The worker with the engine, before any comparison. */
async function engineOf(page: Page): Promise<Worker> {
  await expect.poll(() => page.workers().length).toBe(1);
  const [worker] = page.workers();
  if (worker === undefined) throw new Error('There is no worker.');
  return worker;
}

/** Takes the graphics card away from the engine in the middle of its run: at the given draw call. */
async function loseAtDraw(worker: Worker, draw: number): Promise<void> {
  await worker.evaluate((at) => {
    const hooked = globalThis as unknown as Hooked;
    hooked.drawsLeft = at;
    hooked.lost = false;
    const context = WebGL2RenderingContext.prototype;
    const { drawElements } = context;
    context.drawElements = function (this: WebGL2RenderingContext, ...rest) {
      hooked.drawsLeft -= 1;
      if (hooked.drawsLeft === 0) {
        hooked.lost = true;
        this.getExtension('WEBGL_lose_context')?.loseContext();
      }
      drawElements.apply(this, rest);
    };
  }, draw);
}

/** An early draw, one in the middle, and one late in the run of the noise floor. */
for (const draw of [1, 25, 120]) {
  test(`A graphics card that goes away at draw ${draw} of a run leaves a right answer, from wasm`, {
    annotation: { type: 'noisy', description: 'the browser logs a lost context' },
  }, async ({ page }) => {
    const expected = expectedOf('c26-hard-sigmoid');
    await page.goto('/?backend=webgl');
    const worker = await engineOf(page);
    await loseAtDraw(worker, draw);
    const gone = new Promise<void>((resolve) => worker.once('close', () => resolve()));
    await openPair(page, 'c26-hard-sigmoid');
    await gone;
    await expectVerdict(page, expected.verdict);
    await expect(page.getByRole('region', { name: 'Verdict' }).getByRole('note')).toContainText(
      'WebGL stopped (the browser reclaimed the graphics card). Running again on wasm; nothing is lost.',
    );
    const { verdict, runs, settings } = await savedReport(page);
    expect(verdict).toBe(expected.verdict);
    expect(runs[0]?.backend).toBe('wasm');
    expect(settings.backend).toBe('wasm');
    for (const [at, { maxAbs }] of expected.outputs.entries()) {
      expect(Math.abs((runs[0]?.outputs[at]?.maxAbs ?? Number.NaN) - maxAbs)).toBeLessThan(1e-5);
    }
  });
}
