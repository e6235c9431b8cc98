import {
  type AssetStore,
  groupBy,
  type LayerId,
  type Tensor,
  type TensorProto,
  type TfModel,
  type TfNode,
  toFloat64,
} from '../../../model/index.ts';
import { nodeOf } from '../rewrite/FlatNode.ts';

/**
 * What the lookup tables of a TensorFlow graph hold, by the layer that looks them up: `vocabulary`, for further tables of one
 * layer `vocabulary 2` …; and `places` where keys do not stand for the numbers of one row. `null` for a graph without tables.
 */
export function tableTexts({ graph, calls }: Pick<TfModel, 'graph' | 'calls'>): AssetStore | null {
  const tables = new Map<LayerId, readonly Content[]>();
  for (const [layer, nodes] of groupBy(graph.nodes, (node) => node.layer)) {
    const found = nodes.flatMap(({ id }) => contentsOf(calls.get(id)?.nodes ?? []));
    // Every call of a layer looks the same tables up.
    const distinct = [...new Map(found.map((it) => [it.keys, it])).values()];
    if (distinct.length > 0) tables.set(layer, distinct);
  }
  if (tables.size === 0) return null;
  return async (layer) =>
    Object.assign({}, ...(tables.get(layer) ?? []).map((content, i) => textsOf(content, i)));
}

interface Content {
  readonly keys: TensorProto;
  readonly values: TensorProto;
}

function contentsOf(nodes: readonly TfNode[]): Content[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const constant = (tensor: string | undefined): TensorProto | null => {
    const value = byName.get(nodeOf(tensor ?? ''))?.attrs.get('value');
    return value?.kind === 'tensor' ? value.value : null;
  };
  return nodes.flatMap(({ op, inputs }) => {
    if (op !== 'TwinspectLookup') return [];
    const [keys, values] = [constant(inputs[2]), constant(inputs[3])];
    return keys && values ? [{ keys, values }] : [];
  });
}

function textsOf({ keys, values }: Content, i: number): Record<string, Tensor> {
  const [a, b] = [keys.value(), values.value()];
  const suffix = i === 0 ? '' : ` ${i + 1}`;
  // A table from numbers to words is a vocabulary too, read the other way round.
  const [words, places] = b.dtype === 'string' && a.dtype !== 'string' ? [b, a] : [a, b];
  const rows = wordsOf(words).map((word, at) => [word, wordsOf(places)[at] ?? ''] as const);
  if (places.dtype === 'string') {
    const sorted = rows.sort(([x], [y]) => (x < y ? -1 : 1));
    return {
      [`vocabulary${suffix}`]: textTensor(sorted.map(([word]) => word)),
      [`places${suffix}`]: textTensor(sorted.map(([, place]) => place)),
    };
  }
  const sorted = rows.sort(([, x], [, y]) => Number(x) - Number(y));
  const first = Number(sorted[0]?.[1] ?? 0);
  const isRow = sorted.every(([, place], at) => Number(place) === first + at);
  return {
    [`vocabulary${suffix}`]: textTensor(sorted.map(([word]) => word)),
    ...(isRow ? {} : { [`places${suffix}`]: textTensor(sorted.map(([, place]) => place)) }),
  };
}

/** Whole numbers of 64 bits as they are: doubles do not hold them all. */
function wordsOf(tensor: Tensor): string[] {
  if (tensor.strings) return [...tensor.strings];
  if (tensor.dtype === 'int64') return Array.from(new BigInt64Array(tensor.bytes.slice().buffer), String);
  return Array.from(toFloat64(tensor) ?? [], String);
}

function textTensor(strings: readonly string[]): Tensor {
  return { dtype: 'string', shape: [strings.length], bytes: new Uint8Array(0), strings };
}
