import { ReadError } from '../../model/index.ts';
import type { Report } from '../Report.ts';
import { restoreNonFinite } from './nonFinite.ts';
import { reportShape } from './reportShape.ts';
import { ShapeError } from './shape.ts';
import { unpackText } from './unpackText.ts';

const SCHEMA = 1;
/** Characters of a report; those of the largest models have some ten million. */
const MAX_LENGTH = 2 ** 28;

/**
 * A report from the text of a `.json` or `.html` file that somebody shared. Nothing in it is ever executed. Refuses, with a
 * `ReadError`, what is no report, is newer than this program, or could not be drawn.
 */
export function parseReport(text: string): Report {
  if (text.length > MAX_LENGTH)
    throw new ReadError(
      'too-large',
      `The file has ${text.length.toLocaleString('en')} characters; reports have at most ${MAX_LENGTH.toLocaleString('en')}.`,
    );
  const whole = text.replace(/^\ufeff/, '').trimStart();
  const document = unpacked(jsonOf(whole.startsWith('<') ? embeddedIn(whole) : whole));
  checkSchema(document);
  restoreNonFinite(document, document.nonFinite);
  const { nonFinite: _, ...rest } = document;
  try {
    const report = reportShape(rest, '');
    checkIndices(report);
    return report;
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const where = error.path.slice(1);
    throw new ReadError(
      'corrupt',
      `The report is damaged: at \`${where}\` it should have ${error.message.replace('expected ', '')}.`,
      where,
      error,
    );
  }
}

const ID = /\bid=["']?twinspect-report\b/gi;
/** Longest tag around the id. */
const MAX_TAG = 1000;

/** What stands in the script element with the report's id. Looked for from the id: a page may begin any number of scripts. */
function embeddedIn(html: string): string {
  for (const { index } of html.matchAll(ID)) {
    const before = html.slice(Math.max(0, index - MAX_TAG), index);
    const open = before.slice(before.lastIndexOf('<'));
    const from = html.indexOf('>', index) + 1;
    const to = html.indexOf('<', from);
    if (!/^<script\b/i.test(open) || open.includes('>') || from === 0 || from - index > MAX_TAG || to < 0)
      continue;
    if (/^<\/script\s*>/i.test(html.slice(to, to + 100))) return html.slice(from, to);
  }
  throw new ReadError(
    'not-a-model',
    'This is a web page without a Twinspect report in it. Expected a report saved as .html or .json.',
  );
}

type JsonDocument = { readonly [key: string]: unknown };

function jsonOf(text: string): JsonDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (text.startsWith('{') && text.includes('"schema"'))
      throw new ReadError(
        'truncated',
        'The report ends early or is damaged: it is no whole JSON document.',
        null,
        error,
      );
    throw new ReadError(
      'not-a-model',
      'This is not a Twinspect report. Expected one saved as .json or .html.',
      null,
      error,
    );
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonDocument;
  throw new ReadError('not-a-model', 'This is JSON, but not a Twinspect report.');
}

function unpacked(document: JsonDocument): JsonDocument {
  if (document.packed === undefined || typeof document.text !== 'string') return document;
  if (document.packed !== 'runs')
    throw new ReadError(
      'unsupported-version',
      'The data in this report is packed in a way that a newer Twinspect made.',
    );
  const text = unpackText(document.text);
  if (text === null)
    throw new ReadError('corrupt', 'The data in this report is damaged: it cannot be unpacked.');
  return jsonOf(text);
}

function checkSchema(document: JsonDocument): void {
  const { schema } = document;
  if (typeof schema !== 'number' || (!('layers' in document) && !('error' in document) && schema <= SCHEMA))
    throw new ReadError('not-a-model', 'This is JSON, but not a Twinspect report.');
  if (schema > SCHEMA)
    throw new ReadError(
      'unsupported-version',
      `This report has schema ${schema}; this Twinspect reads up to ${SCHEMA}. Open it with a newer one.`,
      'schema',
    );
  if ('error' in document)
    throw new ReadError(
      'not-a-model',
      `This is the account of a comparison that failed, not a report${failureOf(document.error)}`,
    );
}

function failureOf(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : null;
  return typeof message === 'string' ? `: ${message}` : '.';
}

function checkIndices(report: Report): void {
  for (const [at, row] of report.layers.entries()) {
    if (row.variables.some((index) => index >= report.variables.length))
      throw new ShapeError(`/layers/${at}/variables`, 'variables that are in the report');
  }
}
