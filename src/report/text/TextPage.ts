import { proseParts } from '../words/prose.ts';
import { visible, visibleLines } from '../words/visible.ts';
import { ansiInk, type Ink, plainInk, type Stress } from './Ink.ts';
import { type Cell, type Column, textTable } from './textTable.ts';
import { wrap } from './wrap.ts';

/** Lines of text of one width, written from top to bottom. Whatever comes from a file is made visible here. */
export class TextPage {
  readonly ink: Ink;
  readonly #width: number;
  readonly #lines: string[] = [];

  constructor(width: number, color: boolean) {
    this.#width = width;
    this.ink = color ? ansiInk : plainInk;
  }

  /** A heading with an empty line above. */
  heading(text: string): void {
    this.#lines.push('', this.ink('strong', visible(text)));
  }

  /** A sentence, wrapped, every line indented; `first` stands before the first line instead of the indent. */
  say(
    sentence: string,
    indent = 0,
    options: { readonly first?: string; readonly stress?: Stress } = {},
  ): void {
    const plain = proseParts(sentence)
      .map((part) => (part.kind === 'code' ? `\`${part.text}\`` : part.text))
      .join('');
    const first = (options.first ?? '').padEnd(indent);
    for (const [at, line] of wrap(visible(plain), Math.max(20, this.#width - indent)).entries()) {
      const open = line.replaceAll('\u00a0', ' ');
      const text = options.stress === undefined ? open : this.ink(options.stress, open);
      this.#lines.push((at === 0 ? first : ' '.repeat(indent)) + text);
    }
  }

  /** One line as it is. The caller has made it visible. */
  line(text: string): void {
    this.#lines.push(text);
  }

  /** Code, never wrapped. */
  code(code: string, indent: number): void {
    for (const line of visibleLines(code))
      this.#lines.push(`${' '.repeat(indent)}${this.ink('muted', '│')} ${line}`);
  }

  table(columns: readonly Column[], rows: readonly (readonly Cell[])[], indent = 0): void {
    for (const line of textTable(columns, rows, this.#width - indent, this.ink))
      this.#lines.push(' '.repeat(indent) + line);
  }

  /** The page, ended by one line end. */
  done(): string {
    return `${this.#lines.join('\n')}\n`;
  }
}
