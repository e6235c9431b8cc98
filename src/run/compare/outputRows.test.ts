import { describe, expect, it } from 'vitest';
import type { Port } from '../../model/index.ts';
import { pairPorts } from './outputRows.ts';

const ports = (...names: readonly string[]): Port[] =>
  names.map((name, output) => ({ name, ref: { node: name, output }, shape: [null, 2], dtype: 'float32' }));

const paired = (a: readonly Port[], b: readonly Port[]): string[] =>
  pairPorts(a, b).map(
    ([mine, theirs]) => `${mine.name}:${mine.ref.output} ${theirs.name}:${theirs.ref.output}`,
  );

describe('outputs of two models', () => {
  it('belong together by name, whatever their order', () => {
    expect(paired(ports('x', 'y'), ports('y', 'x'))).toEqual(['x:0 x:1', 'y:1 y:0']);
  });

  it('of one layer, which share its name, belong together in order', () => {
    expect(paired(ports('rnn', 'rnn', 'z'), ports('rnn', 'z', 'rnn'))).toEqual([
      'rnn:0 rnn:0',
      'rnn:1 rnn:2',
      'z:2 z:1',
    ]);
  });

  it('belong together in order where names differ', () => {
    expect(paired(ports('x', 'y'), ports('u', 'v', 'w'))).toEqual(['x:0 u:0', 'y:1 v:1']);
  });
});
