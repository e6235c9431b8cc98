import type { Layer, LayerId } from '../model/index.ts';
import type { LayerRow } from './LayerRow.ts';

/**
 * Puts a row for every nested model in front of the first of its layers, so that rows fold into blocks. A nested model's
 * counterpart is the model that holds the counterpart of that first layer, at the same height.
 */
export function withBlocks(
  rows: readonly LayerRow[],
  layersA: ReadonlyMap<LayerId, Layer>,
  layersB: ReadonlyMap<LayerId, Layer>,
): LayerRow[] {
  const shown = new Set<string>();
  return rows.flatMap((row) => {
    const holdersA = holders(row.a, layersA);
    const holdersB = holders(row.b, layersB);
    const blocks: LayerRow[] = [];
    const main = row.a === null ? holdersB : holdersA;
    main.forEach((id, height) => {
      const side = row.a === null ? 'b' : 'a';
      if (shown.has(`${side} ${id}`)) return;
      const other = side === 'a' ? holdersB[height] : undefined;
      shown.add(`${side} ${id}`);
      if (other !== undefined) shown.add(`b ${other}`);
      blocks.push(blockRow(side === 'a' ? id : null, side === 'a' ? (other ?? null) : id, height, layersA, layersB));
    });
    return [...blocks, row];
  });
}

/** The nested models around a layer, outermost first. */
function holders(id: LayerId | null, layers: ReadonlyMap<LayerId, Layer>): LayerId[] {
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
  layersA: ReadonlyMap<LayerId, Layer>,
  layersB: ReadonlyMap<LayerId, Layer>,
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
