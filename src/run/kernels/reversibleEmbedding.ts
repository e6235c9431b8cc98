import * as tf from '@tensorflow/tfjs-core';
import { toFloat } from '../ops/elementary.ts';
import type { Value } from '../Value.ts';
import { inputOf, onlyKnownArguments, plain } from './callArguments.ts';
import { embedding } from './core.ts';
import { multiplyLast } from './dense.ts';
import type { KernelCall, KernelTable } from './Kernel.ts';
import { flag, mustBe, numeric, whole } from './options.ts';
import { unmasked } from './simple.ts';

/**
 * An embedding that also goes back from vectors to scores of all ids, through the same table or one of its own
 * (`keras/src/layers/core/reversible_embedding.py`, since 3.12).
 */
function reversibleEmbedding(call: KernelCall): Value[] {
  onlyKnownArguments(call, ['inputs', 'reverse']);
  const reverse = plain(call, 1, 'reverse', false) === true;
  if (!reverse) return embedding({ ...call, args: [{ kind: 'value', value: inputOf(call) }], kwargs: {} });
  mustBe(call.options, 'reverse_dtype', null, 'float32');
  const x = toFloat(inputOf(call).tensor);
  const [ids, size] = [whole(call.options, 'input_dim'), whole(call.options, 'output_dim')];
  const table = flag(call.options, 'tie_weights')
    ? tf.transpose(call.weights.get('embeddings', [ids, size]))
    : call.weights.get('reverse_embeddings', [size, ids]);
  const scores = call.precision.round(multiplyLast(x, table, call));
  if (call.options.logit_soft_cap === null) return [unmasked(scores)];
  const cap = numeric(call.options, 'logit_soft_cap');
  return [unmasked(tf.mul(tf.tanh(tf.div(scores, cap)), cap))];
}

/** Embeddings that can be called in reverse. */
export const REVERSIBLE_EMBEDDING: KernelTable = { ReversibleEmbedding: reversibleEmbedding };
