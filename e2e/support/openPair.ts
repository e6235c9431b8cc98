import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { PAIRS } from './paths.ts';

/** What real Keras said about a pair of fixtures. */
export interface ExpectedPair {
  readonly verdict: string;
  readonly cause: string | null;
  readonly where: readonly string[];
  readonly outputs: readonly { readonly maxAbs: number }[];
}

/** What was expected of a pair when it was made. */
export function expectedOf(id: string): ExpectedPair {
  return JSON.parse(readFileSync(join(PAIRS, id, 'expected.json'), 'utf8')) as ExpectedPair;
}

/** Opens a pair of fixtures with its inputs and waits until the comparison is complete. */
export async function openPair(page: Page, id: string): Promise<void> {
  const folder = join(PAIRS, id);
  const file = (side: string) =>
    join(folder, readdirSync(folder).find((name) => name.startsWith(`${side}.`)) ?? '');
  const inputs = join(folder, 'inputs.npz');
  if (existsSync(inputs)) {
    await page.getByLabel('Inputs', { exact: true }).setInputFiles(inputs);
    await expect(page.getByText('inputs.npz')).toBeVisible();
  }
  await page.getByLabel('Model A', { exact: true }).setInputFiles(file('a'));
  await expect(page.locator('[data-drop="a"]')).toHaveAttribute('data-step', 'open');
  await page.getByLabel('Model B', { exact: true }).setInputFiles(file('b'));
  await expectVerdict(page);
}

/** Waits until a comparison is complete. */
export async function expectVerdict(page: Page, verdict: string | RegExp = /./): Promise<void> {
  const region = page.getByRole('region', { name: 'Verdict' });
  await expect(region).toHaveAttribute('data-verdict', verdict, { timeout: 90_000 });
  await expect(region).toHaveAttribute('aria-busy', 'false');
}
