import type { ReadNote, TfDataType } from '../../../model/index.ts';
import { STOP, textOfAttr } from '../rewrite/FlatNode.ts';
import type { FlatGraph } from '../rewrite/flattenProgram.ts';
import { RANDOM_BECAUSE } from '../rewrite/rewriteOps.ts';

const NARROWED: Partial<Record<TfDataType, string>> = {
  float64: 'double precision',
  float16: 'half precision',
  bfloat16: 'bfloat16',
};

const FOLDED =
  'The converter has fused operations of this graph. Where it did so it also multiplies batch normalisation into kernels and biases: these then hold other values than the Keras model’s, while the function is the same.';

/** What of a graph cannot be computed as TensorFlow does: random numbers, and precisions that TensorFlow.js lacks. */
export function graphNotes({ nodes }: FlatGraph): ReadNote[] {
  const notes: ReadNote[] = [];
  const fused = [...nodes.values()].find(({ op }) =>
    /^_?Fused(Conv2D|MatMul|DepthwiseConv2dNative)$/.test(op),
  );
  if (fused) notes.push({ code: 'folded', message: FOLDED, where: null });
  const types = new Set<TfDataType>();
  for (const node of nodes.values()) {
    const because = node.op === STOP ? textOfAttr(node.attrs.get('because')) : null;
    if (because?.startsWith(RANDOM_BECAUSE))
      notes.push({
        code: 'random-inference',
        message: `${because} Comparing such answers says nothing.`,
        where: node.name,
      });
    for (const attr of node.attrs.values()) if (attr.kind === 'type') types.add(attr.value);
  }
  for (const [type, words] of Object.entries(NARROWED))
    if (types.has(type as TfDataType))
      notes.push({
        code: 'tensorflow-precision',
        message: `The graph computes in ${words} (${type}); here that is computed in single precision, so the last digits differ from TensorFlow’s.`,
        where: null,
      });
  return notes;
}
