import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs, seed } from '../../formats/testing/campaign.ts';
import { type Argument, type Graph, type Json, type JsonObject, ReadError } from '../../model/index.ts';
import { readModel } from './readModel.ts';

const name = fc.constantFrom('in', 'a', 'b', 'c', 'inner', 'gone');
const index = fc.constantFrom(0, 0, 0, 1, 2, -1, 0.5, 1e9);
const reference = fc.tuple(name, index, index);

/** A call as tf.keras writes it: one reference, or several. */
const legacyCall: fc.Arbitrary<Json> = fc.array(
  reference.map(([layer, node, output]) => [layer, node, output, {}]),
  { minLength: 1, maxLength: 3 },
);

/** A call as Keras 3 writes it. */
const keras3Call: fc.Arbitrary<Json> = fc.array(reference, { minLength: 1, maxLength: 3 }).map((refs) => ({
  args: refs.map(([layer, node, output]) => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, 2], dtype: 'float32', keras_history: [layer, node, output] },
  })),
  kwargs: {},
}));

const input: JsonObject = {
  ...{ class_name: 'InputLayer', name: 'in', inbound_nodes: [] },
  config: { name: 'in', batch_shape: [null, 2], dtype: 'float32' },
};

function functional(title: string, layers: readonly Json[], ends: readonly Json[]): JsonObject {
  const config = {
    name: title,
    layers: [input, ...layers],
    input_layers: [['in', 0, 0]],
    output_layers: ends,
  };
  return { class_name: 'Functional', module: 'keras', config };
}

/** Layers that take each other's outputs in any order, themselves, and what is not there; models in models. */
function modelOf(call: fc.Arbitrary<Json>, depth: number): fc.Arbitrary<JsonObject> {
  const calls = fc.array(call, { maxLength: 3 });
  const dense = (title: string): fc.Arbitrary<JsonObject> =>
    calls.map((inbound) => ({
      ...{ class_name: 'Dense', name: title, inbound_nodes: inbound },
      config: { name: title, units: 2 },
    }));
  const inner =
    depth === 0
      ? dense('inner')
      : fc.tuple(modelOf(call, depth - 1), calls).map(([model, inbound]) => ({
          ...{ ...model, config: { ...(model.config as JsonObject), name: 'inner' } },
          ...{ name: 'inner', inbound_nodes: inbound },
        }));
  const ends = fc.array(
    reference.map((it): Json => [...it]),
    { minLength: 1, maxLength: 2 },
  );
  return fc
    .tuple(dense('a'), dense('b'), dense('c'), inner, ends)
    .map(([a, b, c, d, out]) => functional('m', [a, b, c, d], out));
}

function tensorsIn(argument: Argument): string[] {
  if (argument.kind === 'tensor') return [argument.ref.node];
  if (argument.kind === 'list') return argument.items.flatMap(tensorsIn);
  return argument.kind === 'dict' ? Object.values(argument.entries).flatMap(tensorsIn) : [];
}

function expectRunnableOrder(graph: Graph): void {
  const done = new Set<string>();
  for (const { id, args, kwargs } of graph.nodes) {
    for (const ref of [...args, ...Object.values(kwargs)].flatMap(tensorsIn))
      expect(done.has(ref)).toBe(true);
    expect(done.has(id)).toBe(false);
    done.add(id);
  }
  for (const { ref } of graph.outputs) expect(done.has(ref.node)).toBe(true);
}

describe('a config whose layers take anything', () => {
  it.each([
    ['as tf.keras writes it', legacyCall],
    ['as Keras 3 writes it', keras3Call],
  ])('becomes a graph in an order that runs, or is refused by name: %s', (_, call) => {
    fc.assert(
      fc.property(modelOf(call, 2), (config) => {
        try {
          const { graph } = readModel(config, null);
          if ('nodes' in graph) expectRunnableOrder(graph);
        } catch (error) {
          if (!(error instanceof ReadError)) throw error;
        }
      }),
      { numRuns: runs(500), ...seed() },
    );
  });
});
