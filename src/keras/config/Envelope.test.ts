import { describe, expect, it } from 'vitest';
import { readEnvelope } from './Envelope.ts';

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
