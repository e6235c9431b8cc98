import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Report } from '../../src/report/index.ts';

/** The report that the page would share as JSON, as it is saved. */
export async function savedReport(page: Page): Promise<Report> {
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this comparison' });
  await dialog.getByRole('button', { name: 'JSON', exact: true }).click();
  const waiting = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save report' }).click();
  const path = await (await waiting).path();
  await page.keyboard.press('Escape');
  return JSON.parse(readFileSync(path, 'utf8')) as Report;
}
