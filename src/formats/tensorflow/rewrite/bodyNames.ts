import type { ArgDef, AttrValue, NodeDef } from '../../../model/index.ts';
import { countOf } from './expandOpDef.ts';

/** The operation behind a tensor or a control input: `a` of `a:out:0` and of `^a`. */
export const withoutOutput = (name: string): string => name.replace(/^\^/, '').split(':', 1)[0] as string;

/** Arguments as tensors of the body: `x:0`; a list has several. */
export function argumentNames(defs: readonly ArgDef[], attrs: ReadonlyMap<string, AttrValue>): string[] {
  return defs.flatMap((def) => Array.from({ length: countOf(def, attrs) }, (_, i) => `${def.name}:${i}`));
}

/** Operations that fill a table. */
export const isInitializer = ({ op }: { readonly op: string }): boolean =>
  /^(InitializeTable|LookupTableImport)/.test(op);

/** Operations and those that must run before them. */
export function controlledBy(names: readonly string[], nodes: ReadonlyMap<string, NodeDef>): Set<string> {
  const found = new Set<string>();
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    for (const input of nodes.get(name)?.inputs ?? []) queue.push(withoutOutput(input));
  }
  return found;
}
