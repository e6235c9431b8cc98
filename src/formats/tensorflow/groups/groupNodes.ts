import { groupBy } from '../../../model/index.ts';
import { type FlatNode, nodeOf } from '../rewrite/FlatNode.ts';
import { bondsOf } from './bonds.ts';
import type { Group } from './Group.ts';
import { strongComponents } from './strongComponents.ts';
import type { Unit } from './Unit.ts';

/**
 * Groups operations so that groups can run one after the other. Operations of a unit that are connected are one group, so
 * that each call of a shared layer is one; groups that need each other become one. In an order that runs.
 */
export function groupNodes(nodes: readonly FlatNode[], units: ReadonlyMap<string, Unit>): Group[] {
  const parts = [...groupBy(nodes, (node) => units.get(node.name)?.key ?? '').values()].flatMap(connected);
  const partOf = new Map(parts.flatMap((part, i) => part.map((node) => [node.name, i] as const)));
  const needs = parts.map((part) =>
    part.flatMap((node) => node.inputs.flatMap((input) => partOf.get(nodeOf(input)) ?? [])),
  );
  // What must run together needs each other both ways.
  const { pairs, undecided } = bondsOf(nodes);
  for (const [maker, reader] of pairs) {
    const [one, other] = [partOf.get(maker), partOf.get(reader)];
    if (one !== undefined && other !== undefined) needs[one]?.push(other);
  }
  return strongComponents(needs.map((list) => [...new Set(list)])).map((members) => {
    const own = members.flatMap((i) => parts[i] as FlatNode[]);
    const largest = members.reduce((best, i) => (sizeOf(parts, i) > sizeOf(parts, best) ? i : best));
    const unit = units.get((parts[largest] as FlatNode[])[0]?.name ?? '') as Unit;
    return { unit, nodes: own, stop: own.some(({ name }) => undecided.has(name)) ? UNDECIDED : null };
  });
}

const UNDECIDED = 'The graph chooses between branches in a way that is not followed here.';

const sizeOf = (parts: readonly FlatNode[][], i: number): number => parts[i]?.length ?? 0;

/** The parts of a list of operations that no tensor joins. */
function connected(nodes: readonly FlatNode[]): FlatNode[][] {
  const leader = new Map(nodes.map((node) => [node.name, node.name]));
  const find = (name: string): string => {
    let at = name;
    for (let up = leader.get(at) as string; up !== at; up = leader.get(at) as string) {
      leader.set(at, leader.get(up) as string);
      at = up;
    }
    return at;
  };
  for (const node of nodes)
    for (const input of node.inputs) {
      const other = nodeOf(input);
      if (leader.has(other)) leader.set(find(node.name), find(other));
    }
  return [...groupBy(nodes, (node) => find(node.name)).values()];
}
