import { ReadError } from '../../../model/index.ts';
import { escapeAt, folded } from './scalars.ts';

/** Where words without quotes end inside brackets. */
const FLOW_ENDS: ReadonlySet<string> = new Set([',', '[', ']', '{', '}']);
const SPACE: ReadonlySet<string> = new Set([' ', '\t']);

/** A YAML text and how far it is read: its words and quotes, without what they mean together. Lines end in `\n`. */
export class YamlText {
  readonly name: string;
  at = 0;
  private readonly text: string;

  constructor(text: string, name: string) {
    this.name = name;
    this.text = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  }

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Characters before `at` on its line. */
  get column(): number {
    return this.at - (this.text.lastIndexOf('\n', this.at - 1) + 1);
  }

  /** `line 3, column 7`. */
  place(): string {
    return `line ${this.text.slice(0, this.at).split('\n').length}, column ${this.column + 1}`;
  }

  fault(problem: string, code: 'corrupt' | 'unsupported-feature' = 'corrupt'): ReadError {
    const place = this.place();
    const says = code === 'corrupt' ? 'is not valid YAML' : 'is YAML that is not read';
    return new ReadError(code, `\`${this.name}\` ${says}: it ${problem} at ${place}.`, place);
  }

  peek(ahead = 0): string {
    return this.text.charAt(this.at + ahead);
  }

  startsWith(word: string): boolean {
    return this.text.startsWith(word, this.at);
  }

  /** Whether a space, a line's end or the text's end stands `ahead` characters from here. */
  isBreak(ahead = 0): boolean {
    const it = this.peek(ahead);
    return it === '' || it === '\n' || SPACE.has(it);
  }

  skipBlanks(): void {
    while (SPACE.has(this.peek())) this.at += 1;
  }

  /** Past blanks and a comment; whether the line ends there. */
  endsLine(): boolean {
    const before = this.at;
    this.skipBlanks();
    if (this.peek() === '#' && (this.at > before || this.column === 0)) this.at = this.endOfLine();
    return this.atEnd || this.peek() === '\n';
  }

  /** To the next thing that is no space, comment or line break. */
  skipToContent(): void {
    while (this.endsLine() && !this.atEnd) this.at += 1;
  }

  /** A word without quotes; its further lines are indented by `least` at least. In brackets those end it, too. */
  plain(least: number, inFlow: boolean): string {
    let value = this.plainLine(inFlow);
    for (;;) {
      const before = this.at;
      const breaks = this.skipBreaks();
      const goesOn = breaks > 0 && !this.atEnd && (inFlow || this.column >= least) && !this.endsPlain(inFlow);
      if (!goesOn || this.isMarker()) {
        this.at = before;
        return value;
      }
      value += folded(breaks) + this.plainLine(inFlow);
    }
  }

  private endsPlain(inFlow: boolean): boolean {
    const it = this.peek();
    return it === '#' || (inFlow && (FLOW_ENDS.has(it) || (it === ':' && this.endsKey(inFlow))));
  }

  /** Whether a colon stands here that ends a key. */
  endsKey(inFlow: boolean): boolean {
    return this.peek() === ':' && (this.isBreak(1) || (inFlow && FLOW_ENDS.has(this.peek(1))));
  }

  private plainLine(inFlow: boolean): string {
    const start = this.at;
    let end = start;
    while (!this.atEnd && this.peek() !== '\n' && !this.endsKey(inFlow)) {
      const it = this.peek();
      if (inFlow && FLOW_ENDS.has(it)) break;
      if (it === '#' && this.at > start && SPACE.has(this.text.charAt(this.at - 1))) break;
      this.at += 1;
      if (!SPACE.has(it)) end = this.at;
    }
    this.at = end;
    return this.text.slice(start, end);
  }

  /** A text in quotes, the opening one next. */
  quoted(): string {
    const quote = this.peek();
    const start = this.at;
    this.at += 1;
    let value = '';
    for (;;) {
      if (this.atEnd) {
        this.at = start;
        throw this.fault('opens a quote that does not end');
      }
      const piece = this.pieceInside(quote);
      if (piece === null) return value;
      value += piece;
    }
  }

  /** The next piece of a text in quotes; `null` behind the quote that ends it. */
  private pieceInside(quote: string): string | null {
    const it = this.peek();
    if (it === '\\' && quote === '"') return this.escape();
    if (SPACE.has(it) || it === '\n') return this.spaces();
    this.at += 1;
    if (it !== quote) return it;
    if (quote === '"' || this.peek() !== "'") return null;
    this.at += 1;
    return it;
  }

  /** Blanks inside quotes: as they are within a line; around line breaks they fold. */
  private spaces(): string {
    const start = this.at;
    this.skipBlanks();
    if (this.peek() !== '\n') return this.text.slice(start, this.at);
    return folded(this.skipBreaks());
  }

  private escape(): string {
    this.at += 1;
    if (this.peek() === '\n') {
      this.at += 1;
      // The break is no part of the text; empty lines that follow are.
      const more = this.skipBreaks();
      return '\n'.repeat(more);
    }
    const found = escapeAt(this.text, this.at);
    if (found === null) throw this.fault('has an escape that does not exist');
    this.at += found.length;
    return found.text;
  }

  /** Past line breaks and the blanks around them; how many breaks. */
  private skipBreaks(): number {
    let breaks = 0;
    this.skipBlanks();
    while (this.peek() === '\n') {
      breaks += 1;
      this.at += 1;
      this.skipBlanks();
    }
    return breaks;
  }

  /** A name up to the next blank, line break or bracket. */
  word(): string {
    const start = this.at;
    while (!this.isBreak() && !FLOW_ENDS.has(this.peek())) this.at += 1;
    return this.text.slice(start, this.at);
  }

  /** Whether a document begins or ends here. */
  isMarker(): boolean {
    return this.column === 0 && (this.startsWith('---') || this.startsWith('...')) && this.isBreak(3);
  }

  private endOfLine(): number {
    const end = this.text.indexOf('\n', this.at);
    return end < 0 ? this.text.length : end;
  }
}
