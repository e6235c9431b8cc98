import type { Graph, Port } from '../../model/index.ts';

/**
 * A graph of TensorFlow operations with its ports in the order in which Keras lists them, where both have the same names: the
 * signature that tf.keras writes is keyed by them (`keras/saving/legacy/saving_utils.py`, `trace_model_call`).
 */
export function inKerasOrder(graph: Graph, keras: Pick<Graph, 'inputs' | 'outputs'>): Graph {
  const [inputs, outputs] = [ordered(graph.inputs, keras.inputs), ordered(graph.outputs, keras.outputs)];
  const unknown = { inputs: inputs === null, outputs: outputs === null };
  const { keyed = [], ...rest } = graph;
  const left = keyed.filter((ports) => unknown[ports]);
  return {
    ...rest,
    inputs: inputs ?? graph.inputs,
    outputs: outputs ?? graph.outputs,
    ...(left.length > 0 && { keyed: left }),
  };
}

function ordered(ports: readonly Port[], wanted: readonly Port[]): Port[] | null {
  const byName = new Map(ports.map((port) => [port.name, port]));
  const names = new Set(wanted.map(({ name }) => name));
  const alike = names.size === wanted.length && byName.size === ports.length && names.size === byName.size;
  const found = [...names].flatMap((name) => byName.get(name) ?? []);
  return alike && found.length === ports.length ? found : null;
}
