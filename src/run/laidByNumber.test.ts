import { describe, expect, it } from 'vitest';
import type { PartialShape, Port, Tensor } from '../model/index.ts';
import { byNameInstead, laidByNumber } from './laidByNumber.ts';

const port = (name: string, ...shape: PartialShape): Port => ({
  name,
  ref: { node: name, output: 0 },
  shape: [null, ...shape],
  dtype: 'float32',
});
const array = (...shape: number[]): Tensor => ({
  dtype: 'float32',
  shape: [2, ...shape],
  bytes: new Uint8Array(),
});
const keyed = true;

describe('Numbered arrays', () => {
  const [three, four] = [array(3), array(4)];

  it('are laid in their order onto the outputs of a Keras model', () => {
    const ports = [port('tone', 3), port('dose', 3)];
    expect(laidByNumber(false, ports, [three, four])).toEqual([three, four]);
    expect(byNameInstead(false, ports)).toBe('');
  });

  it('are laid in their order where a signature counts', () => {
    const ports = [port('output_0', 3), port('output_1', 3)];
    const [first, second] = [array(3), array(3)];
    expect(laidByNumber(keyed, ports, [first, second])[0]).toBe(first);
  });

  it('are laid by shape onto the keys of a signature', () => {
    expect(laidByNumber(keyed, [port('dose', 4), port('tone', 3)], [three, four])).toEqual([four, three]);
    expect(laidByNumber(keyed, [port('dose', 1), port('tone', null, 3)], [array(5, 3), array()])).toEqual([
      array(),
      array(5, 3),
    ]);
  });

  it('are not laid where shapes leave a choice, or fit no way: the keys must be given', () => {
    const alike = [port('dose', 3), port('tone', 3)];
    expect(laidByNumber(keyed, alike, [three, array(3)])).toEqual([]);
    expect(byNameInstead(keyed, alike)).toContain('name the arrays dose, tone');
    expect(laidByNumber(keyed, [port('dose', 9), port('tone', 3)], [three, four])).toEqual([]);
    expect(laidByNumber(keyed, alike, [three, undefined])).toEqual([]);
  });
});
