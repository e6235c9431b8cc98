import type { Report } from '../Report.ts';
import { KERAS_PARTS } from './kerasParts.ts';

/** Words of our own sentences: a layer of that name is only replaced where it is marked as a name. */
const WORDS = new Set(
  'the and all for are with from into layer layers input inputs output outputs value values model weight weights bias kernel left right one two same other not sample samples'.split(
    ' ',
  ),
);

/** Stand-ins for the names in a report: one name, one stand-in, on both sides and wherever it is said. */
export class Renaming {
  readonly #parts = new Map<string, string>();
  readonly #variableParts = new Map<string, string>();
  readonly #classes = new Map<string, string>();
  readonly #odd: readonly string[];

  constructor(report: Report) {
    const parts = new Set(layerIds(report).flatMap((id) => id.split('/')));
    const digits = String(parts.size).length;
    for (const part of parts) this.#parts.set(part, standIn('layer', this.#parts.size, digits));
    const roles = report.variables.flatMap((row) => row.role.split('/'));
    for (const part of new Set(roles)) {
      if (!KERAS_PARTS.has(part) && !this.#parts.has(part))
        this.#variableParts.set(part, standIn('part', this.#variableParts.size, 2));
    }
    for (const name of new Set(customClasses(report)))
      this.#classes.set(name, standIn('Custom', this.#classes.size, 2));
    this.#odd = [...this.#all().keys()]
      .filter((name) => !TOKEN.test(name))
      .toSorted((x, y) => y.length - x.length);
  }

  /** How many names have a stand-in. */
  get count(): number {
    return this.#all().size;
  }

  /** A layer's path, a node's id, or a port. */
  path(id: string): string {
    return id
      .split('/')
      .map((part) => this.#part(part))
      .join('/');
  }

  /** A variable's path: below its layer Keras' own names stay, others do not. */
  variable(id: string, layer: string | null): string {
    const inside = layer !== null && id.startsWith(`${layer}/`);
    const tail = (inside ? id.slice(layer.length + 1) : id).split('/').map((part) => this.role(part));
    return inside ? `${this.path(layer)}/${tail.join('/')}` : tail.join('/');
  }

  /** A variable's part in its layer. */
  role(role: string): string {
    return role
      .split('/')
      .map((part) => this.#variableParts.get(part) ?? (KERAS_PARTS.has(part) ? part : this.#part(part)))
      .join('/');
  }

  /** A class that is not one of Keras. */
  className(name: string): string {
    return this.#classes.get(name) ?? name;
  }

  /** A sentence or code: names are replaced wherever they stand as words of their own. */
  text(text: string): string {
    let plain = text;
    for (const name of this.#odd) plain = plain.replaceAll(name, this.#all().get(name) ?? '');
    return plain
      .split(/(`[^`]*`|"[^"\n]*"|'[^'\n]*'(?!\w))/)
      .map((piece, at) => piece.replace(TOKENS, (token) => this.#token(token, at % 2 === 1)))
      .join('');
  }

  #part(part: string): string {
    const [, name = part, call = ''] = /^(.*?)([#:]\d+)?$/s.exec(part) ?? [];
    return (this.#parts.get(part) ?? this.#parts.get(name) ?? name) + (this.#parts.has(part) ? '' : call);
  }

  #token(token: string, marked: boolean): string {
    return token
      .split(/([/#:])/)
      .map(
        (part) =>
          this.#whole(part, marked) ??
          part
            .split(/(\.)/)
            .map((one) => this.#whole(one, marked) ?? one)
            .join(''),
      )
      .join('');
  }

  #whole(part: string, marked: boolean): string | null {
    if (!marked && (part.length < 3 || WORDS.has(part))) return null;
    return this.#all().get(part) ?? null;
  }

  #all(): ReadonlyMap<string, string> {
    this.#joined ??= new Map([...this.#variableParts, ...this.#parts, ...this.#classes]);
    return this.#joined;
  }
  #joined: Map<string, string> | undefined;
}

const TOKEN = /^[\p{L}\p{N}_.-]+$/u;
const TOKENS = /[\p{L}\p{N}_.\-/#:]+/gu;

function standIn(word: string, index: number, digits: number): string {
  return `${word}_${String(index + 1).padStart(Math.max(2, digits), '0')}`;
}

function layerIds(report: Report): string[] {
  const runs = report.runs.flatMap((run) => [
    ...run.layers.flatMap((row) => [row.a, row.b]),
    ...run.outputs.map((output) => output.name),
    run.firstDivergent,
    run.coverage.stoppedAt?.layer ?? null,
  ]);
  const ports = [report.a, report.b].flatMap((model) => [
    ...(model?.inputs ?? []),
    ...(model?.outputs ?? []),
  ]);
  return [
    ...report.layers.flatMap((row) => [row.a, row.b]),
    ...report.variables.flatMap((row) => [row.layerA, row.layerB]),
    ...runs,
    ...ports.map((port) => port.name),
  ].filter((id): id is string => id !== null && id !== '');
}

function customClasses(report: Report): string[] {
  const layers = report.layers.filter((row) => row.kind === 'custom');
  const roots = [report.a.className, report.b?.className ?? null].filter(
    (name) => name !== null && !['Functional', 'Sequential', 'Model'].includes(name),
  );
  return [...layers.flatMap((row) => [row.className, row.classNameB]), ...roots].filter(
    (name) => name !== null,
  );
}
