import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** A browser to test with, and where it came from. */
export interface FoundBrowser {
  readonly path: string;
  readonly from: string;
}

/** Software WebGL, stated: newer Chromium no longer falls back to it by itself. */
export const BROWSER_ARGUMENTS = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'microsoft-edge'];

/** Looks for a browser: CHROME_PATH, Playwright's own, the system's, the packed one of @sparticuz/chromium. */
export async function findBrowser(): Promise<FoundBrowser> {
  const found = given() ?? playwrights() ?? onPath() ?? (await packed());
  if (found) return found;
  throw new Error('No browser to test with. Run `npx playwright install chromium`, or set CHROME_PATH.');
}

function given(): FoundBrowser | null {
  const path = process.env.CHROME_PATH;
  if (!path) return null;
  if (!existsSync(path)) throw new Error(`CHROME_PATH names ${path}, which does not exist.`);
  return { path, from: 'CHROME_PATH' };
}

function playwrights(): FoundBrowser | null {
  const path = chromium.executablePath();
  return existsSync(path) ? { path, from: 'Playwright' } : null;
}

function onPath(): FoundBrowser | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
      if (existsSync(path)) return { path, from: 'the system' };
    }
  }
  return null;
}

async function packed(): Promise<FoundBrowser | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  // Read when the module loads: with it, the browser brings its own libraries.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  const { default: packedChromium } = await import('@sparticuz/chromium');
  return { path: await packedChromium.executablePath(), from: '@sparticuz/chromium' };
}
