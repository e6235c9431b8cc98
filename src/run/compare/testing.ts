import type { GraphNode, Json, Layer, Tensor } from '../../model/index.ts';
import type { RunnableModel } from '../RunnableModel.ts';

export const floats = (shape: number[], draw: (i: number) => number): Tensor => {
  const values = Float32Array.from({ length: shape.reduce((n, s) => n * s, 1) }, (_, i) => draw(i));
  return { dtype: 'float32', shape, bytes: new Uint8Array(values.buffer) };
};
export const wave = (i: number): number => Math.sin(i * 1.7);

export interface Step {
  readonly name: string;
  readonly className: string;
  readonly config?: Readonly<Record<string, Json>>;
  readonly weights?: Readonly<Record<string, Tensor>>;
  readonly kind?: Layer['kind'];
}

/** A chain of layers behind one input of four features. */
export function chain(...steps: readonly Step[]): RunnableModel {
  const layer = (name: string, className: string, config: Layer['config'], kind: Layer['kind']): Layer =>
    ({
      id: name,
      name,
      kind,
      className,
      module: null,
      config,
      parent: null,
      variables: [],
      build: null,
    }) as Layer;
  const nodes: GraphNode[] = [{ id: 'x', layer: 'x', call: 0, args: [], kwargs: {} }];
  for (const { name } of steps) {
    const ref = { node: (nodes.at(-1) as GraphNode).id, output: 0 };
    nodes.push({ id: name, layer: name, call: 0, args: [{ kind: 'tensor', ref }], kwargs: {} });
  }
  const last = (nodes.at(-1) as GraphNode).id;
  const weights = new Map(steps.map((step) => [step.name, step.weights ?? {}]));
  return {
    layers: [
      layer('x', 'InputLayer', {}, 'layer'),
      ...steps.map((step) => layer(step.name, step.className, step.config ?? {}, step.kind ?? 'layer')),
    ],
    graph: {
      nodes,
      inputs: [{ name: 'x', ref: { node: 'x', output: 0 }, shape: [null, 4], dtype: 'float32' }],
      outputs: [{ name: 'y', ref: { node: last, output: 0 }, shape: [], dtype: 'float32' }],
      models: [],
    },
    version: { generation: 3, major: 3, minor: 15 },
    weightsOf: async (id) => weights.get(id) ?? {},
  };
}

export const dense = (name: string, shift = 0): Step => ({
  name,
  className: 'Dense',
  config: { units: 4 },
  weights: { kernel: floats([4, 4], wave), bias: floats([4], (i) => wave(i + 5) + shift) },
});
export const activation = (name: string, kind: string): Step => ({
  name,
  className: 'Activation',
  config: { activation: kind },
});
export const model = (shift = 0): RunnableModel =>
  chain(dense('one'), activation('tanh', 'tanh'), dense('two', shift), activation('soft', 'softmax'));
