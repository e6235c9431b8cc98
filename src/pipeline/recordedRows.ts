import type { LayerRow } from '../diff/index.ts';
import type { OpenModel } from '../model/index.ts';
import type { RunComparison } from '../run/index.ts';

/** The layers whose activations were recorded, each beside itself: one file says nothing against them, only the run does. */
export function recordedRows({ artifact }: OpenModel, { layers }: RunComparison): LayerRow[] {
  const recorded = new Set(layers.map(({ a }) => a));
  return artifact.layers
    .filter(({ id }) => recorded.has(id))
    .map((layer) => ({
      ...{ a: layer.id, b: layer.id, how: 'name' as const, confidence: 1, evidence: [] },
      ...{ className: layer.className, classNameB: null, kind: layer.kind, detail: '' },
      ...{ depth: layer.id.split('/').length - 1, config: [], variables: [], verdict: 'identical' as const },
    }));
}
