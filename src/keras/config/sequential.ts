import { isArray, type Json, type PartialShape, ReadError } from '../../model/index.ts';
import type { Blueprint, Entry } from './Blueprint.ts';
import { tensorArgument } from './Blueprint.ts';
import type { CallRef } from './Call.ts';
import { type Envelope, readEnvelope } from './Envelope.ts';
import { dtypeOf, shapeOf } from './inputSpec.ts';

/**
 * A Sequential as a chain of calls. Without an InputLayer of its own it gets one, named as tf.keras names it, with the
 * shape that the first layer, `build_input_shape` or `build_config` states (`keras/src/models/sequential.py`).
 */
export function sequentialBlueprint(
  model: Envelope,
  nested: (inner: Envelope) => Blueprint | null,
): Blueprint {
  const layers = isArray(model.config.layers) ? (model.config.layers as readonly Json[]) : [];
  const stated = layers.map((layer, i) => readEnvelope(layer, `${model.name}.layers[${i}]`));
  const envelopes =
    stated[0]?.className === 'InputLayer' ? stated : [implicitInput(model, stated[0]), ...stated];
  const entries = new Map<string, Entry>();
  let previous: CallRef | null = null;
  for (const envelope of envelopes) {
    if (entries.has(envelope.name)) {
      throw new ReadError(
        'corrupt',
        `Two layers of one Sequential are called "${envelope.name}".`,
        model.name,
      );
    }
    const args: Entry['calls'][number]['args'] = previous ? [tensorArgument(previous)] : [];
    entries.set(envelope.name, {
      envelope,
      name: envelope.name,
      calls: [{ args, kwargs: {} }],
      nested: nested(envelope),
    });
    previous = { layer: envelope.name, call: 0, output: 0 };
  }
  const input = envelopes[0] as Envelope;
  return {
    entries,
    inputs: [
      {
        ref: { layer: input.name, call: 0, output: 0 },
        name: input.name,
        shape: shapeOf(input.config),
        dtype: dtypeOf(input.config),
      },
    ],
    outputs: previous ? [{ ref: previous, name: previous.layer }] : [],
    inputStructure: null,
  };
}

function implicitInput(model: Envelope, first: Envelope | undefined): Envelope {
  const name = `${first?.name ?? model.name}_input`;
  const shape = first ? inputShapeOf(first) : [];
  const config = {
    name,
    batch_shape: shape.length > 0 ? shape : builtShape(model, first),
    dtype: implicitDtype(first),
  };
  return {
    className: 'InputLayer',
    module: 'keras.layers',
    registeredName: null,
    config,
    buildConfig: null,
    name,
    kind: 'layer',
    raw: {},
  };
}

function inputShapeOf(layer: Envelope): PartialShape {
  const own = shapeOf(layer.config);
  if (own.length > 0 || !isArray(layer.config.layers) || layer.config.layers.length === 0) return own;
  return inputShapeOf(readEnvelope(layer.config.layers[0], layer.name));
}

function builtShape(model: Envelope, first: Envelope | undefined): PartialShape {
  const candidates = [
    model.config.build_input_shape,
    model.buildConfig?.input_shape,
    first?.buildConfig?.input_shape,
  ];
  const shape = candidates.find(
    (it) => isArray(it) && it.every((axis) => axis === null || typeof axis === 'number'),
  );
  return isArray(shape) ? shape.map((axis) => (typeof axis === 'number' ? axis : null)) : [];
}

/** An Embedding takes integers whatever its own dtype says. */
function implicitDtype(first: Envelope | undefined): string {
  if (first?.className === 'Embedding') return 'int32';
  return first && typeof first.config.dtype === 'string' && first.config.dtype.startsWith('int')
    ? first.config.dtype
    : 'float32';
}
