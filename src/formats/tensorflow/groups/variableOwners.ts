import type { LayerId, Variable, VariableId } from '../../../model/index.ts';
import { type FlatNode, textOfAttr, VARIABLE } from '../rewrite/FlatNode.ts';

/** Whose a variable is, and its part there. */
export interface Owner {
  readonly layer: LayerId;
  readonly role: string;
}

/** Owners of the variables that a graph reads, by the name of the node that stands for each. */
export function variableOwners(
  nodes: ReadonlyMap<string, FlatNode>,
  variables: readonly Variable[],
): Map<string, Owner> {
  const byId = new Map<VariableId, Variable>(variables.map((variable) => [variable.id, variable]));
  const owners = new Map<string, Owner>();
  for (const node of nodes.values()) {
    const variable =
      node.op === VARIABLE ? byId.get(textOfAttr(node.attrs.get('variable')) ?? '') : undefined;
    if (variable) owners.set(node.name, { layer: variable.layer ?? variable.id, role: variable.role });
  }
  return owners;
}
