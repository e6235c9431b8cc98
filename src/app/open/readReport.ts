import { ReadError } from '../../model/index.ts';
import type { Result } from '../../pipeline/index.ts';
import type { Report } from '../../report/index.ts';

/** Larger files are no reports, and are not read here as a whole. */
const MAX_BYTES = 2 ** 28;

/** A report in a JSON or HTML file that somebody shared; null when the file is something else. Nothing in it is run. */
export async function readReport(name: string, file: Blob): Promise<Result<Report> | null> {
  if (!/\.(json|html?)$/i.test(name) || file.size > MAX_BYTES) return null;
  const { parseReport } = await import('../../report/index.ts');
  try {
    return { ok: true, value: parseReport(await file.text()) };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    if (error.code === 'not-a-model') return null;
    const { code, message, where } = error;
    return { ok: false, failure: { code, message, file: name, where, readable: [] } };
  }
}
