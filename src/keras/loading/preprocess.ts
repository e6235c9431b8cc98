import { ReadError, type Shape, type StoredWeight, sameShape } from '../../model/index.ts';
import { childrenOf, type KerasObject } from './KerasObject.ts';
import { legacyWeights, trainableOf } from './legacyOrder.ts';
import { convertRecurrent } from './preprocessRecurrent.ts';
import { KerasError } from './Writing.ts';

type Values = readonly StoredWeight[];

/**
 * What tf.keras 2.15 does to stored weights before it compares them with a layer: shapes only, for what is loaded where
 * depends on nothing else (`preprocess_weights_for_loading` in `keras/src/saving/legacy/hdf5_format.py`). Throws
 * `KerasError` where NumPy or Keras would raise, `ReadError` for files of Keras 1.
 */
export function preprocess(object: KerasObject, values: Values, kerasVersion: string | null): Values {
  if (kerasVersion === null) throw keras1(object);
  const inner = convertInner(object, values, kerasVersion);
  return convertRecurrent(object, turnConvolution(object, inner));
}

function keras1({ layer }: KerasObject): ReadError {
  return new ReadError(
    'unsupported-feature',
    'The weights state no Keras version, so tf.keras takes them for those of Keras 1 and converts them, which is not simulated. Load and save them once with Keras 2.',
    layer,
  );
}

function convertInner(object: KerasObject, values: Values, version: string): Values {
  if (object.layers) return convertModel(object, values, version);
  const [first, second] = childrenOf(object);
  if (object.className === 'Bidirectional' && first && second) {
    const half = Math.floor(values.length / 2);
    return [
      ...preprocess(first, values.slice(0, half), version),
      ...preprocess(second, values.slice(half), version),
    ];
  }
  return object.className === 'TimeDistributed' && first ? preprocess(first, values, version) : values;
}

/** A nested model's list is cut into its layers' parts; what is left over is dropped without a word. */
function convertModel(object: KerasObject, values: Values, version: string): Values {
  const count = trainableOf(object, 2).trainable.length;
  let [trainable, frozen] = [values.slice(0, count), values.slice(count)];
  const into: { trainable: StoredWeight[]; frozen: StoredWeight[] } = { trainable: [], frozen: [] };
  for (const layer of object.layers ?? []) {
    if (legacyWeights(layer, 2).length === 0) continue;
    const own = trainableOf(layer, 2);
    const [n, m] = [own.trainable.length, own.frozen.length];
    const done = preprocess(layer, [...trainable.slice(0, n), ...frozen.slice(0, m)], version);
    into.trainable.push(...done.slice(0, n));
    into.frozen.push(...done.slice(n));
    trainable = trainable.slice(n);
    frozen = frozen.slice(m);
  }
  return [...into.trainable, ...into.frozen];
}

const CONVOLUTIONS: ReadonlySet<string> = new Set([
  'Conv1D',
  'Conv2D',
  'Conv3D',
  'Conv2DTranspose',
  'ConvLSTM2D',
]);

/** A kernel of another shape is taken for one of Theano and turned, whatever the reason. */
function turnConvolution(object: KerasObject, values: Values): Values {
  if (!CONVOLUTIONS.has(object.className)) return values;
  const kernel = legacyWeights(object, 2)[0];
  const [first, second, ...rest] = values;
  if (!first) throw outOfRange();
  if (!kernel || sameShape(kernel.shape, first.shape)) return values;
  const turned = turn(first);
  if (object.className !== 'ConvLSTM2D') return second ? [turned, second, ...rest] : [turned];
  if (!second) throw outOfRange();
  return [turned, turn(second), ...rest];
}

const outOfRange = (): KerasError => new KerasError('list index out of range');

function turn(value: StoredWeight): StoredWeight {
  const { shape } = value;
  if (shape.length !== 4) throw new KerasError("axes don't match array");
  return { ...value, shape: [3, 2, 0, 1].map((axis) => shape[axis] as number) satisfies Shape };
}
