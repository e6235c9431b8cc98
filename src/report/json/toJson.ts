import type { Report } from '../Report.ts';
import { nonFiniteNote } from './nonFinite.ts';
import { packText } from './packText.ts';

/**
 * A report as JSON, two spaces deep, lists of plain values on one line. NaN and infinities are `null`, and the extra field
 * `nonFinite` says which stood where; `parseReport` puts them back.
 */
export function toJson(report: Report): string {
  return `${write(documentOf(report), '')}\n`;
}

/** Longer than this the data inside an HTML report is packed. */
const PACKED_FROM = 1_000_000;

/** The same document in one line, for inside an HTML file; packed where it is long. `<` is escaped. */
export function toEmbeddedJson(report: Report): string {
  const text = JSON.stringify(documentOf(report));
  const whole =
    text.length < PACKED_FROM ? text : JSON.stringify({ schema: 1, packed: 'runs', text: packText(text) });
  return whole.replaceAll('<', '\\u003c');
}

function documentOf(report: Report): object {
  const note = nonFiniteNote(report);
  return Object.keys(note).length === 0 ? report : { ...report, nonFinite: note };
}

function write(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const list = Array.isArray(value);
  const parts = list
    ? value.map((one) => write(one, inner))
    : Object.entries(value)
        .filter(([, one]) => one !== undefined)
        .map(([key, one]) => `${JSON.stringify(key)}: ${write(one, inner)}`);
  const [open, close] = list ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + close;
  if (list && value.every((one) => typeof one !== 'object' || one === null)) return `[${parts.join(', ')}]`;
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}
