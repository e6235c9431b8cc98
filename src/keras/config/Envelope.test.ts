import { describe, expect, it } from 'vitest';
import { readEnvelope } from './Envelope.ts';
import { readModel } from './readModel.ts';

const kindOf = (class_name: string, config: Record<string, string | boolean | number>) =>
  readEnvelope({ class_name, config }, 'here').kind;

describe('the kind of an entry without module, as Keras 3 writes it into .h5', () => {
  it('is an operator when no layer has its name, though it states a dtype', () => {
    expect(kindOf('Cast', { name: 'cast', dtype: 'float32' })).toBe('operation');
    expect(kindOf('ZerosLike', { name: 'zeros_like', dtype: 'bool' })).toBe('operation');
  });

  it('tells the operator Multiply from the layer Multiply', () => {
    expect(kindOf('Multiply', { name: 'multiply' })).toBe('operation');
    expect(kindOf('Multiply', { name: 'multiply', trainable: true, dtype: 'float32' })).toBe('layer');
    expect(kindOf('Multiply', { name: 'multiply', dtype: 'float32' })).toBe('layer');
  });

  it('is custom code for an unknown class with the options of a layer', () => {
    expect(kindOf('MyScale', { name: 'mine', trainable: true, dtype: 'float32' })).toBe('custom');
  });
});

describe('layers that Keras defines for its own networks', () => {
  const kindAt = (module: string | null, registered_name: string | null, name = 'mine') =>
    readEnvelope(
      {
        class_name: 'LayerScale',
        module,
        registered_name,
        config: { name, trainable: true, init_values: 1, projection_dim: 2 },
      },
      'here',
    ).kind;
  const scaled = (class_name: string, inbound_nodes: string[][][]) =>
    readEnvelope({ class_name, config: { name: 's', trainable: true, scale: 0.2 }, inbound_nodes }, 'here')
      .kind;

  it.each([
    'keras.src.applications.convnext',
    'keras.applications.convnext',
    'tf_keras.src.applications.convnext',
  ])('are layers when their module is %s', (module) => expect(kindAt(module, 'LayerScale')).toBe('layer'));

  it('are custom code when the module or the registration is somebody else', () => {
    expect(kindAt('my.convnext', 'LayerScale')).toBe('custom');
    expect(kindAt('keras.src.applications.resnet', 'LayerScale')).toBe('custom');
    expect(kindAt(null, 'mine>LayerScale', 'convnext_tiny_stage_0_block_1_layer_scale')).toBe('custom');
  });

  it('are told by the names that ConvNeXt gives where a file holds no module', () => {
    expect(kindAt(null, null, 'convnext_tiny_stage_0_block_1_layer_scale')).toBe('layer');
    expect(kindAt(null, null)).toBe('custom');
  });

  it('are told by what they scale, or by the name that only Keras can register', () => {
    expect(scaled('CustomScaleLayer', [[['relu'], ['block35_2_conv']]])).toBe('layer');
    expect(scaled('CustomScaleLayer', [[['relu'], ['conv']]])).toBe('custom');
    expect(scaled('Custom>CustomScaleLayer', [[['relu'], ['conv']]])).toBe('layer');
  });
});

describe('two layers with one path', () => {
  it('are refused, for their weights could not be told apart', () => {
    const dense = (name: string) => ({ class_name: 'Dense', config: { name, units: 2 } });
    const block = { class_name: 'Sequential', config: { name: 'enc', layers: [dense('dense')] } };
    const model = { class_name: 'Sequential', config: { name: 'm', layers: [block, dense('enc/dense')] } };
    expect(() => readModel(model, null)).toThrow(/Two layers have the path "enc\/dense"/);
  });
});
