import { type Json, ReadError } from '../../../model/index.ts';
import { formatCount } from '../formatCount.ts';
import { meaningOfPlain } from './scalars.ts';
import { YamlText } from './YamlText.ts';
import { type Properties, type YamlNode, YamlValues } from './YamlValues.ts';

const MAX_LENGTH = 64 * 2 ** 20;
/**
 * Parses the part of YAML 1.1 that PyYAML writes: maps and lists by indentation or in brackets, words, quotes, anchors and
 * aliases, tuples as lists. Objects have no prototype. Throws `ReadError('corrupt')` with line and column, `too-large` for
 * what stands for more than five million values or is nested more than 200 deep, and `unsupported-feature` by name for the
 * rest of YAML, tags of classes above all: nothing is ever built or run.
 */
export function parseYaml(text: string, name: string): Json {
  if (text.length > MAX_LENGTH)
    throw new ReadError(
      'too-large',
      `\`${name}\` has more than ${formatCount(MAX_LENGTH)} characters of YAML.`,
    );
  return new Parser(new YamlText(text, name)).document();
}

/** What a key may not begin with: anchors, aliases, tags, and what is a list or a map. */
const MARKS: ReadonlySet<string> = new Set(['&', '*', '!', '[', '{']);

class Parser {
  private readonly input: YamlText;
  private readonly values: YamlValues;

  constructor(input: YamlText) {
    this.input = input;
    this.values = new YamlValues(input);
  }

  document(): Json {
    const { input } = this;
    input.skipToContent();
    if (input.isMarker() && input.startsWith('---')) input.at += 3;
    input.skipToContent();
    const { value } = this.block(0, 0, true);
    input.skipToContent();
    if (!input.atEnd && !(input.isMarker() && input.startsWith('...')))
      throw input.fault('goes on after its end, or in other columns than before,');
    return value;
  }

  /**
   * A value at the next content, which stands in column `least` or behind it; `mayMap` where a map may begin on this line. A
   * list below its anchor or tag may stand from `listAt` on: in the column of the key that it belongs to.
   */
  private block(least: number, depth: number, mayMap: boolean, listAt = least): YamlNode {
    const { input } = this;
    this.values.checkDepth(depth);
    const startsAt = input.column;
    const properties = this.values.properties();
    if (properties && input.endsLine()) {
      input.skipToContent();
      const column = input.peek() === '-' && input.isBreak(1) ? listAt : least;
      if (input.atEnd || input.column < column || input.isMarker())
        return this.values.keep(properties, () => this.values.scalar('', false, properties));
      return this.values.keep(properties, () => this.content(least, depth, true, input.column, properties));
    }
    return this.values.keep(properties, () =>
      this.content(least, depth, mayMap && !properties, startsAt, properties),
    );
  }

  private content(
    least: number,
    depth: number,
    mayMap: boolean,
    column: number,
    own: Properties | null,
  ): YamlNode {
    const { input } = this;
    const next = input.peek();
    if (next === '-' && input.isBreak(1)) return this.sequence(column, depth);
    if (next === '[' || next === '{') return this.flow(depth);
    if (next === '|' || next === '>') throw input.fault('holds a text block (| or >)', 'unsupported-feature');
    if (next === '?' && input.isBreak(1) && mayMap) return this.mapping(column, depth);
    if (next === '*') return this.values.alias();
    const start = input.at;
    const isQuoted = next === '"' || next === "'";
    const text = isQuoted ? input.quoted() : input.plain(least, false);
    input.skipBlanks();
    if (!input.endsKey(false)) return this.values.scalar(text, isQuoted, own);
    if (!mayMap) throw input.fault('has a second key on one line');
    input.at = start;
    return this.mapping(column, depth);
  }

  private sequence(column: number, depth: number): YamlNode {
    const { input } = this;
    const items: Json[] = [];
    let count = 1;
    while (
      !input.atEnd &&
      input.column === column &&
      input.peek() === '-' &&
      input.isBreak(1) &&
      !input.isMarker()
    ) {
      input.at += 1;
      const item = this.valueBelow(column + 1, depth, true);
      items.push(item.value);
      count += item.count;
      input.skipToContent();
    }
    return { value: items, count };
  }

  private mapping(column: number, depth: number): YamlNode {
    const { input } = this;
    const object: Record<string, Json> = Object.create(null);
    let count = 1;
    while (!input.atEnd && input.column === column && !input.isMarker()) {
      const key = this.key(false);
      if (key in object) throw input.fault(`has the key "${key.slice(0, 100)}" twice`);
      const item = this.valueBelow(column, depth, false);
      object[key] = item.value;
      count += item.count;
      input.skipToContent();
    }
    return { value: object, count };
  }

  /** What a dash or a key stands for: the rest of the line, or what is indented below. */
  private valueBelow(column: number, depth: number, isItem: boolean): YamlNode {
    const { input } = this;
    if (!input.endsLine()) return this.block(column + (isItem ? 0 : 1), depth + 1, isItem, column);
    input.skipToContent();
    const isList = !isItem && input.peek() === '-' && input.isBreak(1) && input.column === column;
    const isBelow = input.column > column - (isItem ? 1 : 0);
    if (input.atEnd || input.isMarker() || !(isList || isBelow))
      return this.values.counted({ value: null, count: 1 });
    return this.block(column + (isItem || isList ? 0 : 1), depth + 1, true);
  }

  /** A key and the colon behind it. */
  private key(inFlow: boolean): string {
    const { input } = this;
    // Keys that are empty or long stand behind a question mark, their colon on a line of its own.
    const isMarked = input.peek() === '?' && input.isBreak(1);
    if (isMarked) input.at += 1;
    input.skipBlanks();
    const next = input.peek();
    if (MARKS.has(next))
      throw input.fault(`holds a key that is no plain word (${next})`, 'unsupported-feature');
    const isQuoted = next === '"' || next === "'";
    const key = isQuoted ? input.quoted() : input.plain(Number.POSITIVE_INFINITY, inFlow);
    if (!isQuoted && meaningOfPlain(key) === undefined)
      throw input.fault(`holds the key ${key}, which YAML gives a meaning of its own`, 'unsupported-feature');
    if (isMarked) input.skipToContent();
    else input.skipBlanks();
    if (!input.endsKey(inFlow) && !(inFlow && isQuoted && input.peek() === ':'))
      throw input.fault('has a word where a key and a colon were expected');
    input.at += 1;
    return key;
  }

  private flow(depth: number): YamlNode {
    const { input } = this;
    this.values.checkDepth(depth);
    const isMap = input.peek() === '{';
    const end = isMap ? '}' : ']';
    const object: Record<string, Json> = Object.create(null);
    const items: Json[] = [];
    let count = 1;
    input.at += 1;
    input.skipToContent();
    while (input.peek() !== end) {
      const key = isMap ? this.key(true) : '';
      input.skipToContent();
      const item = this.flowValue(depth + 1);
      if (isMap && key in object) throw input.fault(`has the key "${key.slice(0, 100)}" twice`);
      if (isMap) object[key] = item.value;
      else items.push(item.value);
      count += item.count;
      input.skipToContent();
      if (input.peek() === ',') input.at += 1;
      else if (input.peek() !== end) throw input.fault(`has no comma and no ${end}`);
      input.skipToContent();
    }
    input.at += 1;
    return this.values.counted({ value: isMap ? object : items, count });
  }

  private flowValue(depth: number): YamlNode {
    const { input } = this;
    const properties = this.values.properties();
    input.skipToContent();
    return this.values.keep(properties, () => {
      const next = input.peek();
      if (next === '[' || next === '{') return this.flow(depth);
      if (next === '*') return this.values.alias();
      const isQuoted = next === '"' || next === "'";
      return this.values.scalar(isQuoted ? input.quoted() : input.plain(0, true), isQuoted, properties);
    });
  }
}
