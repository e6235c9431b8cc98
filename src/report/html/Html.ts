import { visible } from '../words/visible.ts';

/** Markup that is safe to write: made by `html` and by nothing else. */
export interface Html {
  readonly markup: string;
}

/** What may stand in a template: markup as it is, everything else escaped; `null` is nothing. */
export type Part = Html | readonly Html[] | string | number | null;

/** A template whose values are escaped, in text and in quoted attributes alike. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = strings[0] ?? '';
  for (const [at, part] of parts.entries()) markup += written(part) + (strings[at + 1] ?? '');
  return { markup };
}

/** Markup of our own, as it is. Never for text from a file. */
export function ownMarkup(markup: string): Html {
  return { markup };
}

function written(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return escapeHtml(visible(part));
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map((one) => one.markup).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text with the characters that HTML gives a meaning as entities. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
