import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../model/index.ts';
import { inferVersion } from './inferVersion.ts';

const object = (className: string, config: JsonObject, module: Json = 'keras.layers'): JsonObject => ({
  ...{ module, class_name: className, config, registered_name: null },
});
const policy = object('DTypePolicy', { name: 'float32' }, 'keras');
/** A model of Keras 3 with one more object. */
const model = (input: JsonObject, ...more: readonly JsonObject[]): JsonObject =>
  object('Functional', { layers: [object('InputLayer', { batch_shape: [null, 3], ...input }), ...more] });
const minorOf = (config: JsonObject): number | undefined => inferVersion(config)?.minor;

describe('The version that a config betrays', () => {
  it('is the newest Keras 3 that leaves out what is not there', () => {
    const glorot = (config: JsonObject): JsonObject => object('GlorotUniform', config, 'keras.initializers');
    expect(minorOf(model({ optional: false, ragged: false }))).toBe(15);
    expect(minorOf(model({ optional: false, ragged: false }, glorot({ input_axes: null })))).toBe(15);
    expect(minorOf(model({ optional: false, ragged: false }, glorot({})))).toBe(14);
    expect(minorOf(model({ optional: false, ragged: false }, object('BatchNormalization', {})))).toBe(13);
    expect(minorOf(model({ ragged: false }))).toBe(12);
    expect(minorOf(model({}))).toBe(8);
    expect(minorOf(model({}, object('ReLU', { dtype: policy })))).toBe(8);
    expect(minorOf(model({}, object('ReLU', { dtype: 'float32' })))).toBe(3);
  });

  it('is not told by classes that write the name of their type to this day, nor by those of others', () => {
    const input = { optional: false, ragged: false };
    expect(minorOf(model(input, object('SpatialDropout2D', { dtype: 'float32' })))).toBe(15);
    expect(minorOf(model(input, object('Dense', { dtype: 'float32' }, 'mine')))).toBe(15);
  });

  it('is a generation alone for older ones, and unknown without a sign', () => {
    const old = { class_name: 'Model', config: { layers: [{ config: { batch_input_shape: [null, 3] } }] } };
    expect(inferVersion(old)).toEqual({ generation: 2, major: 2, minor: 0 });
    expect(inferVersion({ class_name: 'Model', config: { layers: [] } })).toBeNull();
  });
});
