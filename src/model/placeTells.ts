import type { Port } from './Graph.ts';

/**
 * Names by which TensorFlow itself counts arguments and results that have none. `Identity_1` is none of them: converters of
 * TensorFlow.js call so what had a key, in the order of the keys.
 */
const COUNTED = /^(args|inputs|outputs?)(_\d+)*$/;

/**
 * Whether the place of an input or output among the others says which it is. It does not in a signature of TensorFlow, which is
 * a map from keys (`SignatureDef` in `tensorflow/core/protobuf/meta_graph.proto`), unless its keys count or a traced function tells.
 */
export function placeTells(areKeyed: boolean, ports: readonly Port[]): boolean {
  return !areKeyed || ports.length < 2 || ports.every(({ name }) => COUNTED.test(name));
}
