import { proseParts } from '../words/prose.ts';
import { visible } from '../words/visible.ts';

const BLANK = '\u200b';

/**
 * Text from a file for GitHub's Markdown, in a table cell or outside: no character of it keeps a meaning. References to
 * people and issues and addresses are looked for in the finished page, where an escape is gone; a blank of no width stops them.
 */
export function markdownText(text: string): string {
  return visible(text)
    .replace(/[&<>\\`*_{}[\]#+!|~$-]/g, entity)
    .replace(/@/g, `@${BLANK}`)
    .replace(/(&#35;|&#45;)(?=\d)/g, `$1${BLANK}`)
    .replace(/:(?=\/|&)/g, `:${BLANK}`)
    .replace(/\b(www|mailto|xmpp)(?=[.:])/gi, `$1${BLANK}`);
}

/** Entities hold where a backslash does not: in a cell before a bar, inside `<code>`, at the start of a line. */
function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

/** A name from a file as code. */
export function markdownCode(name: string): string {
  return `<code>${markdownText(name)}</code>`;
}

/** A sentence with its `names` as code and its **figures** strong. */
export function markdownProse(sentence: string): string {
  return proseParts(sentence)
    .map((part) => {
      if (part.kind === 'code') return markdownCode(part.text);
      return part.kind === 'strong' ? `<b>${markdownText(part.text)}</b>` : markdownText(part.text);
    })
    .join('');
}
