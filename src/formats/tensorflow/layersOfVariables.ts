import { groupBy, type Layer, type LayerId, type Variable } from '../../model/index.ts';
import type { KerasLayer } from './kerasLayers.ts';

/** Layers where no config lists them: one for each prefix that variables share. */
export function layersOfVariables(
  variables: readonly Variable[],
  known: ReadonlyMap<LayerId, KerasLayer>,
): Layer[] {
  const owned = variables.filter(({ layer }) => layer !== null);
  return [...groupBy(owned, ({ layer }) => layer as LayerId)].map(([id, members]) => {
    const keras = known.get(id);
    return {
      id,
      name: id.slice(id.lastIndexOf('/') + 1),
      kind: keras ? 'layer' : 'custom',
      className: keras?.className ?? 'TensorFlow object',
      module: null,
      config: keras?.config ?? {},
      build: null,
      parent: null,
      variables: members.map((it) => it.id),
    };
  });
}
