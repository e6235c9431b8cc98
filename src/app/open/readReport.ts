import type { Report } from '../../report/index.ts';

/** A report in a JSON or HTML file that somebody shared; null when it is none. Scripts in it are never run. */
export async function readReport(name: string, file: Blob): Promise<Report | null> {
  if (!/\.(json|html?)$/i.test(name)) return null;
  const text = await file.text();
  for (const candidate of /\.json$/i.test(name) ? [text] : embedded(text)) {
    const report = parse(candidate);
    if (report) return report;
  }
  return null;
}

function embedded(html: string): string[] {
  const page = new DOMParser().parseFromString(html, 'text/html');
  return [...page.querySelectorAll('script[type="application/json"]')].map(
    (script) => script.textContent ?? '',
  );
}

function parse(text: string): Report | null {
  try {
    const value: unknown = JSON.parse(text);
    return isReport(value) ? value : null;
  } catch {
    return null;
  }
}

function isReport(value: unknown): value is Report {
  if (typeof value !== 'object' || value === null) return false;
  const report = value as Partial<Record<keyof Report, unknown>>;
  const lists = [report.layers, report.variables, report.runs, report.findings, report.ruledOut];
  return report.schema === 1 && typeof report.verdict === 'string' && lists.every(Array.isArray);
}
