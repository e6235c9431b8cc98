import { visibleLines } from '../words/visible.ts';

/** Markdown that is written block by block. Cells and paragraphs have been escaped by whoever adds them. */
export class MarkdownPage {
  readonly #blocks: string[] = [];

  heading(level: 2 | 3, text: string): void {
    this.#blocks.push(`${'#'.repeat(level)} ${text}`);
  }

  paragraph(text: string): void {
    // A number and a point at the start would make a list of it, four blanks code.
    this.#blocks.push(text.trimStart().replace(/^(\d+)\./, '$1&#46;'));
  }

  list(items: readonly string[]): void {
    if (items.length > 0) this.#blocks.push(items.map((item) => `- ${item}`).join('\n'));
  }

  /** A column whose head ends in `:` stands at the end. */
  table(heads: readonly string[], rows: readonly (readonly string[])[]): void {
    if (rows.length === 0) return;
    const rule = heads.map((head) => (head.endsWith(':') ? '---:' : '---'));
    const lines = [heads.map((head) => head.replace(/:$/, '')), rule, ...rows];
    this.#blocks.push(lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n'));
  }

  /** Code behind a fence that is longer than any in it. */
  code(language: string, code: string): void {
    const lines = visibleLines(code);
    const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
    const fence = '`'.repeat(longest + 1);
    this.#blocks.push([fence + language, ...lines, fence].join('\n'));
  }

  /** What folds out on demand. */
  fold(summary: string, write: () => void): void {
    this.#blocks.push(`<details>\n<summary>${summary}</summary>`);
    write();
    this.#blocks.push('</details>');
  }

  done(): string {
    return `${this.#blocks.join('\n\n')}\n`;
  }
}
