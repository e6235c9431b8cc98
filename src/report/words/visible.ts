/**
 * Control characters, marks that turn the reading direction, zero-width characters, line separators and halves of
 * surrogate pairs: what a name must not hold on its way to a terminal, a table or a page.
 * The range of letters that are read from right to left is not in it: those are letters.
 */
const HIDDEN =
  /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]/gu;

const KNOWN: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text from a file with everything that is not seen, or that moves what is seen, written out: `a\nb`, `\u202e`. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (character) => KNOWN[character] ?? escaped(character));
}

function escaped(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

/** The same for text of several lines: line ends stay. */
export function visibleLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/).map((line) => visible(line.replaceAll('\t', '    ')));
}
