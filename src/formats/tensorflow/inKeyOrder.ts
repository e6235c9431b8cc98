import type { TensorInfo } from '../../model/index.ts';

const byKey = new Intl.Collator('en', { numeric: true });

/**
 * The tensors of a signature by their keys, numbers by their value: `output_2` before `output_10`. A signature is a map, which
 * files hold in any order (`SignatureDef` in `tensorflow/core/protobuf/meta_graph.proto`); exports number what has no name.
 */
export function inKeyOrder(infos: readonly TensorInfo[]): TensorInfo[] {
  return [...infos].sort((x, y) => byKey.compare(x.key, y.key));
}
