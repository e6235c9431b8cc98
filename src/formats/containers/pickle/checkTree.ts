import { ReadError } from '../../../model/index.ts';
import { type Draft, isNode } from './Draft.ts';

const MAX_DEPTH = 100;
/** Values that the whole takes when what is shared is counted as often as it is used. */
const MAX_SIZE = 20_000_000;

interface Visit {
  readonly node: object;
  readonly children: readonly Draft[];
  next: number;
  size: number;
}

/**
 * Refuses what no reader could walk through: values that contain themselves, nest deeper than 100, or expand to more than
 * twenty million when shared parts are followed each time. Walks without recursion.
 */
export function checkTree(root: Draft): void {
  const sizes = new Map<object, number>();
  const open = new Set<object>();
  const path: Visit[] = [];
  const enter = (value: Draft): number => {
    if (!isNode(value)) return 1;
    const known = sizes.get(value);
    if (known !== undefined) return known;
    if (open.has(value)) throw refusal('corrupt', 'contains itself');
    if (path.length >= MAX_DEPTH) throw refusal('too-large', `nests deeper than ${MAX_DEPTH}`);
    open.add(value);
    path.push({ node: value, children: childrenOf(value), next: 0, size: 1 });
    return 0;
  };
  enter(root);
  for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
    const child = at.children[at.next];
    if (at.next < at.children.length) {
      at.next += 1;
      at.size += enter(child ?? null);
      continue;
    }
    if (at.size > MAX_SIZE) throw refusal('too-large', 'expands to millions of values');
    path.pop();
    open.delete(at.node);
    sizes.set(at.node, at.size);
    const parent = path.at(-1);
    if (parent) parent.size += at.size;
  }
}

function refusal(code: 'corrupt' | 'too-large', problem: string): ReadError {
  return new ReadError(code, `The pickle holds a value that ${problem}, which no preprocessing file does.`);
}

function childrenOf(value: Exclude<Draft, null | boolean | bigint | number | string>): readonly Draft[] {
  switch (value.kind) {
    case 'list':
    case 'tuple':
    case 'set':
      return value.items;
    case 'dict':
      return value.entries.flat();
    case 'array':
      return value.items ?? [];
    case 'object':
      return [...value.attributes.values()];
    default:
      return [];
  }
}
