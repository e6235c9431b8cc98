import type { Layer, LayerId } from '../model/index.ts';
import type { LayerRow } from './LayerRow.ts';

/**
 * Puts a row for every nested model in front of the first of its layers, so that rows fold into blocks. A nested model's
 * counterpart is the model that holds the counterpart of that first layer, at the same height.
 */
export function withBlocks(rows: readonly LayerRow[], layersA: Layers, layersB: Layers): LayerRow[] {
  const shown = new Set<string>();
  return rows.flatMap((row) => {
    const a = holders(row.a, layersA);
    const b = holders(row.b, layersB);
    const pairs =
      row.a === null
        ? b.map((id) => [null, id] as const)
        : a.map((id, height) => [id, b[height] ?? null] as const);
    const fresh = pairs.map((pair, depth) => ({ pair, depth })).filter(({ pair }) => !shown.has(keyOf(pair)));
    for (const { pair } of fresh) for (const key of [keyOf(pair), `b ${pair[1]}`]) shown.add(key);
    return [...fresh.map(({ pair, depth }) => blockRow(pair[0], pair[1], depth, layersA, layersB)), row];
  });
}

type Layers = ReadonlyMap<LayerId, Layer>;

const keyOf = ([a, b]: readonly [LayerId | null, LayerId | null]): string =>
  a === null ? `b ${b}` : `a ${a}`;

/** The nested models around a layer, outermost first. */
function holders(id: LayerId | null, layers: Layers): LayerId[] {
  const found: LayerId[] = [];
  let parent = id === null ? null : (layers.get(id)?.parent ?? null);
  while (parent !== null) {
    found.unshift(parent);
    parent = layers.get(parent)?.parent ?? null;
  }
  return found;
}

function blockRow(
  a: LayerId | null,
  b: LayerId | null,
  depth: number,
  layersA: Layers,
  layersB: Layers,
): LayerRow {
  const [layerA, layerB] = [layersA.get(a ?? ''), layersB.get(b ?? '')];
  const both = a !== null && b !== null;
  return {
    a,
    b,
    how: both ? (a === b ? 'name' : 'position') : null,
    confidence: both ? 1 : null,
    evidence: [],
    className: (layerA ?? layerB)?.className ?? 'Functional',
    classNameB: layerB?.className ?? null,
    kind: 'model',
    depth,
    detail: '',
    config: [],
    variables: [],
    verdict: a === b || !both ? 'identical' : 'equivalent',
  };
}
