import { type Json, ReadError } from '../../../model/index.ts';
import { formatCount } from '../formatCount.ts';
import { meaningOfPlain } from './scalars.ts';
import type { YamlText } from './YamlText.ts';

const MAX_DEPTH = 200;
/** Values, those behind aliases counted where they stand: a small file can stand for any number of them. */
const MAX_VALUES = 5_000_000;

/** A value and how many values it stands for. */
export interface YamlNode {
  readonly value: Json;
  readonly count: number;
}

/** An anchor and a tag before a value. */
export interface Properties {
  readonly anchor: string | null;
  readonly tag: string | null;
}

/** What PyYAML writes for Python's own types; any other tag names a class whose code would have to run. */
const TAGS: ReadonlySet<string> = new Set([
  ...['!!python/tuple', '!!python/unicode', '!!python/str', '!!python/long'],
  ...['!!str', '!!int', '!!float', '!!bool', '!!null', '!!seq', '!!map'],
]);
const TEXTS: ReadonlySet<string> = new Set(['!!str', '!!python/unicode', '!!python/str']);

/** The values of a YAML text as they are read: their anchors and tags, and how many they are. */
export class YamlValues {
  private readonly input: YamlText;
  private readonly anchors = new Map<string, YamlNode | null>();
  private count = 0;

  constructor(input: YamlText) {
    this.input = input;
  }

  /** Anchor and tag before a value; `null` where there are none. */
  properties(): Properties | null {
    const { input } = this;
    let [anchor, tag]: [string | null, string | null] = [null, null];
    for (;;) {
      const next = input.peek();
      if (next === '&' && anchor === null) anchor = input.word().slice(1);
      else if (next === '!' && tag === null) tag = this.tag();
      else break;
      if (!input.endsLine()) continue;
      break;
    }
    return anchor === null && tag === null ? null : { anchor, tag };
  }

  private tag(): string {
    const { input } = this;
    const tag = input.word();
    if (TAGS.has(tag)) return tag;
    throw input.fault(
      `builds ${tag.slice(0, 100)}, which would run code of that name,`,
      'unsupported-feature',
    );
  }

  /** The value that an alias stands for. */
  alias(): YamlNode {
    const { input } = this;
    const name = input.word().slice(1);
    const found = this.anchors.get(name);
    if (found === undefined) throw input.fault(`refers to *${name}, which is nowhere before`);
    if (found === null) throw input.fault(`holds *${name} inside itself`);
    return this.counted(found);
  }

  /** What a word or a quoted text means. */
  scalar(text: string, isQuoted: boolean, own: Properties | null): YamlNode {
    const isText = isQuoted || (own?.tag !== null && own?.tag !== undefined && TEXTS.has(own.tag));
    const value = isText ? text : meaningOfPlain(text);
    if (value === undefined)
      throw this.input.fault(
        `holds ${text.slice(0, 100)}, a kind of value that no config has,`,
        'unsupported-feature',
      );
    return this.counted({ value, count: 1 });
  }

  /** Remembers a value under its anchor; while it is read, the anchor stands for nothing. */
  keep(properties: Properties | null, read: () => YamlNode): YamlNode {
    const anchor = properties?.anchor ?? null;
    if (anchor === null) return read();
    this.anchors.set(anchor, null);
    const node = read();
    this.anchors.set(anchor, node);
    return node;
  }

  /** Counts a value, with all that it stands for. */
  counted(node: YamlNode): YamlNode {
    this.count += node.count;
    if (this.count <= MAX_VALUES) return node;
    throw new ReadError(
      'too-large',
      `\`${this.input.name}\` stands for more than ${formatCount(MAX_VALUES)} values.`,
      this.input.place(),
    );
  }

  /** Refuses what is nested too deep. */
  checkDepth(depth: number): void {
    if (depth <= MAX_DEPTH) return;
    throw new ReadError(
      'too-large',
      `\`${this.input.name}\` is nested more than ${MAX_DEPTH} levels deep.`,
      this.input.place(),
    );
  }
}
