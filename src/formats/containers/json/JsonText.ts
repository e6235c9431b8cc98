import { ReadError } from '../../../model/index.ts';

const WORD = /[-+.\w]*/y;
const SPACE = /[ \t\n\r]*/y;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const HEX = /^[0-9a-fA-F]{4}$/;

/** A JSON text and how far it is read: the tokens, without what they mean together. */
export class JsonText {
  readonly name: string;
  /** Whether a key that comes twice in one object is a fault. */
  readonly uniqueKeys: boolean;
  private readonly text: string;
  private at: number;

  constructor(text: string, name: string, uniqueKeys = false) {
    this.text = text;
    this.name = name;
    this.uniqueKeys = uniqueKeys;
    this.at = text.startsWith('\ufeff') ? 1 : 0;
  }

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** `line 3, column 7 (character 41)`. */
  place(): string {
    const before = this.text.slice(0, this.at);
    const line = before.split('\n').length;
    const column = this.at - before.lastIndexOf('\n');
    return `line ${line}, column ${column} (character ${this.at})`;
  }

  fault(problem: string): ReadError {
    const place = this.place();
    return new ReadError('corrupt', `\`${this.name}\` is not valid JSON: it ${problem} at ${place}.`, place);
  }

  /** The next character, or an empty string at the end. */
  peek(): string {
    return this.text.charAt(this.at);
  }

  skipSpace(): void {
    if (this.text.charCodeAt(this.at) > 0x20) return;
    SPACE.lastIndex = this.at;
    SPACE.test(this.text);
    this.at = SPACE.lastIndex;
  }

  take(character: string): void {
    if (!this.takeIf(character)) throw this.unexpected(`has no \`${character}\``);
  }

  takeIf(character: string): boolean {
    if (this.text.charAt(this.at) !== character) return false;
    this.at++;
    return true;
  }

  /** Takes letters, digits, signs and points up to the next other character: a number, or a word such as `null`. */
  word<T>(meaning: (word: string) => T | undefined): T {
    WORD.lastIndex = this.at;
    const word = WORD.exec(this.text)?.[0] ?? '';
    const value = meaning(word);
    if (value === undefined) throw this.unexpected('has no value');
    this.at += word.length;
    return value;
  }

  /** Takes a string, quotes included, and returns what it says. */
  string(): string {
    this.take('"');
    let value = '';
    let start = this.at;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === QUOTE) break;
      if (code === BACKSLASH) {
        value += this.text.slice(start, this.at) + this.escaped();
        start = this.at;
      } else if (code >= 0x20) this.at++;
      else
        throw this.fault(
          Number.isNaN(code) ? 'ends inside a string' : 'has a string with a control character',
        );
    }
    value += this.text.slice(start, this.at);
    this.at++;
    return value;
  }

  private escaped(): string {
    const letter = this.text.charAt(this.at + 1);
    const plain = ESCAPES.get(letter);
    const hex = this.text.slice(this.at + 2, this.at + 6);
    if (plain === undefined && !(letter === 'u' && HEX.test(hex))) throw this.fault('has an unknown escape');
    this.at += plain === undefined ? 6 : 2;
    return plain ?? String.fromCharCode(Number.parseInt(hex, 16));
  }

  private unexpected(problem: string): ReadError {
    return this.fault(this.atEnd ? 'ends too early' : problem);
  }
}
