import type { InsideCall, InsideLayer, ModelInside } from '../../pipeline/index.ts';
import { type Rail, railsOf } from './rails.ts';

/** A line of the list: a call in graph order, or a layer where no graph is known. */
export interface InsideRow {
  readonly layer: InsideLayer;
  readonly call: InsideCall | null;
}

/** The lines of the list with their connections; those that are filtered out are left away, and the connections with them. */
export interface InsideRows {
  readonly rows: readonly InsideRow[];
  readonly rails: readonly Rail[] | null;
  /** Layers that no call runs: they stand behind the calls, and are no part of the computation. */
  readonly idle: number;
}

/** Inputs of nested models are no calls: what is handed to the model is read instead. Calls in graph order, then the layers that nothing calls; without a graph all layers in the order of the config. */
export function insideRows({ layers, calls }: ModelInside): InsideRows {
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const run = calls.map((call) => ({ call, layer: byId.get(call.layer) ?? withoutEntry(call) }));
  if (run.length === 0) return { rows: layers.map((layer) => ({ layer, call: null })), rails: null, idle: 0 };
  const called = new Set(calls.map(({ layer }) => layer));
  const idle = layers.filter(
    ({ id, kind, className }) => !called.has(id) && kind !== 'model' && className !== 'InputLayer',
  );
  return {
    rows: [...run, ...idle.map((layer) => ({ layer, call: null }))],
    rails: railsOf([...calls, ...idle.map(() => ({ reads: [] }))]),
    idle: idle.length,
  };
}

/** The same with a filter: every word must be in the path or the class. */
export function narrowed(all: InsideRows, filter: string): InsideRows {
  const needle = filter.trim().toLowerCase();
  if (needle === '') return all;
  const rows = all.rows.filter(({ layer }) =>
    `${layer.id}\n${layer.className} ${layer.detail}`.toLowerCase().includes(needle),
  );
  return { rows, rails: null, idle: 0 };
}

/** A call whose layer the config does not list: an input that Keras adds by itself. */
function withoutEntry({ layer }: InsideCall): InsideLayer {
  const plain = { detail: '', kind: 'layer', depth: 0, config: {}, variables: [], parameters: 0 } as const;
  return { id: layer, className: 'Input', ...plain };
}

/** A line as it is heard. */
export function insideWords(
  row: InsideRow,
  rows: readonly InsideRow[],
  count: (value: number) => string,
): string {
  const { layer, call } = row;
  const parts = [nameOf(row), `${layer.className} ${layer.detail}`.trim()];
  const reads = call?.reads.map((at) => rows[at]?.layer.id ?? '') ?? [];
  if (reads.length > 0)
    parts.push(`reads ${reads.slice(0, 4).join(' and ')}${reads.length > 4 ? ' and more' : ''}`);
  if (call?.gives.length) parts.push(`output ${call.gives.join(', ')}`);
  if (layer.parameters > 0) parts.push(`${count(layer.parameters)} parameters`);
  return parts.join(', ');
}

/** The path, and which call of a layer that is called several times. */
export function nameOf({ layer, call }: InsideRow): string {
  return call !== null && call.call > 0 ? `${layer.id}, call ${call.call + 1}` : layer.id;
}
