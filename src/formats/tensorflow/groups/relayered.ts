import type { LayerId, Variable, VariableId } from '../../../model/index.ts';
import { type FlatNode, nodeOf, textOfAttr, VARIABLE } from '../rewrite/FlatNode.ts';

/**
 * Variables as the layers own them that the graph was found to have: a cell's belong to the layer that runs the cell, those
 * of a layer in a nested model have the model in their path, and what no layer claims belongs to who reads it first.
 */
export function relayered(
  variables: readonly Variable[],
  readers: readonly { readonly layer: LayerId; readonly nodes: readonly FlatNode[] }[],
  all: ReadonlyMap<string, FlatNode>,
): Variable[] {
  const readBy = new Map<VariableId, LayerId>();
  for (const { layer, nodes } of readers)
    for (const node of nodes)
      for (const name of [node.name, ...node.inputs.map(nodeOf)]) {
        const maker = all.get(name);
        const id = maker?.op === VARIABLE ? textOfAttr(maker.attrs.get('variable')) : null;
        if (id !== null && !readBy.has(id)) readBy.set(id, layer);
      }
  return variables.map((variable) => {
    const layer = readBy.get(variable.id);
    return layer === undefined ? variable : { ...variable, ...ownedBy(layer, variable) };
  });
}

function ownedBy(reader: LayerId, { layer, role, id }: Variable): Pick<Variable, 'layer' | 'role'> {
  if (layer === null) return { layer: reader, role: id };
  if (layer.startsWith(`${reader}/`))
    return { layer: reader, role: `${layer.slice(reader.length + 1)}/${role}` };
  return reader.endsWith(`/${layer}`) ? { layer: reader, role } : { layer, role };
}
