import { proseParts } from '../words/prose.ts';
import { STATE_WORDS, type StateName } from '../words/stateWords.ts';
import { visibleLines } from '../words/visible.ts';
import { type Glyph, STATE_GLYPHS } from './glyphs.ts';
import { type Html, html, type Part } from './Html.ts';

/** A glyph of the sprite. */
export function icon(glyph: Glyph): Html {
  return html`<svg class="i" aria-hidden="true"><use href="#g-${glyph}"/></svg>`;
}

/** The letter of a side. */
export function sideLetter(side: 'a' | 'b'): Html {
  return html`<span class="side ${side}">${side.toUpperCase()}</span>`;
}

/** A name from a file: mono, never translated, its reading direction kept to itself. */
export function nameCode(name: string): Html {
  // A long name is broken behind its separators first.
  const pieces = name
    .split(/(?<=[/_])/)
    .map((piece, at) => (at === 0 ? html`${piece}` : html`<wbr>${piece}`));
  return html`<code translate="no" dir="auto">${pieces}</code>`;
}

/** A state as glyph, word and hue; `says` stands in the word's place. */
export function stateWord(state: StateName, says?: string): Html {
  return html`<span class="st ${state}">${icon(STATE_GLYPHS[state])}${says ?? STATE_WORDS[state]}</span>`;
}

/** A sentence with its names in mono and its figures strong. */
export function prose(sentence: string): Html {
  const parts = proseParts(sentence).map((part) => {
    if (part.kind === 'code') return nameCode(part.text);
    return part.kind === 'strong' ? html`<b>${part.text}</b>` : html`${part.text}`;
  });
  return html`${parts}`;
}

/** A block of code. */
export function codeBlock(code: string): Html {
  const lines = visibleLines(code).map((line, at) => (at === 0 ? html`${line}` : html`\n${line}`));
  return html`<pre class="code" tabindex="0" translate="no"><code>${lines}</code></pre>`;
}

/** A section under its heading. */
export function section(heading: Part, ...content: readonly Part[]): Html {
  return html`<section><h2>${heading}</h2>${content.map((part) => html`${part}`)}</section>\n`;
}

/** A column's head. */
export interface Head {
  readonly says: Part;
  /** `num` aligns to the end, `wide` is left out on small screens. */
  readonly kind?: 'num' | 'wide' | 'bars';
}

/** A table with a caption for those who hear it; it scrolls by itself where it is too wide. */
export function table(caption: string, heads: readonly Head[], rows: readonly Html[]): Html {
  const cells = heads.map((head) => html`<th scope="col" class="${head.kind ?? ''}">${head.says}</th>`);
  return html`<div class="tblw" tabindex="0" role="group" aria-label="${caption}"><table class="tbl"><caption class="sr">${caption}</caption><thead><tr>${cells}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** What folds out on demand, without a script. `long` is left out on paper. */
export function fold(summary: string, content: Part, kind: 'long' | 'short' = 'short'): Html {
  return html`<details class="${kind}"><summary>${icon('right')}${summary}</summary>${content}</details>`;
}
