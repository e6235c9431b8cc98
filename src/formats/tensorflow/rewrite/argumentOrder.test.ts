import { describe, expect, it } from 'vitest';
import type { ConcreteFunction, SavedNode, StructuredValue, TensorInfo } from '../../../model/index.ts';
import { inArgumentOrder } from './argumentOrder.ts';

const tensor = (name: string): StructuredValue => ({ kind: 'tensor', name, dtype: 'float32', shape: null });
const tuple = (...items: readonly StructuredValue[]): StructuredValue => ({ kind: 'tuple', items });
const dict = (entries: Readonly<Record<string, StructuredValue>>): StructuredValue => ({
  ...{ kind: 'dict', entries: new Map(Object.entries(entries)) },
});
const keys = (...names: readonly string[]): TensorInfo[] =>
  names.map((key) => ({ key, tensor: `${key}:0`, dtype: 'float32', shape: null }));

/** A program whose root holds functions that take these arguments. */
function program(...given: readonly StructuredValue[]) {
  const names = given.map((_, i) => `f${i}`);
  const children = new Map(names.map((name, i) => [name, i + 1]));
  const nodes = names.map((name) => ({ children: new Map(), functions: [name] }));
  const functions = new Map(names.map((name, i) => [name, { arguments: given[i] } as ConcreteFunction]));
  return { objects: [{ children, functions: [] }, ...nodes] as unknown as SavedNode[], functions };
}

const orderOf = (it: ReturnType<typeof program>, ...names: readonly string[]): string[] | undefined =>
  inArgumentOrder(it, keys(...names))?.map(({ key }) => key);

describe('The inputs of a signature', () => {
  it('stand in the order of the arguments, lists and `training` among them', () => {
    const list = tuple(tuple(tuple(tensor('word'), tensor('amount')), { kind: 'none' }), dict({}));
    expect(orderOf(program(list), 'amount', 'word')).toEqual(['word', 'amount']);
  });

  it('stand in no known order where a dict, another function or none tells', () => {
    const asDict = tuple(tuple(dict({ word: tensor('word'), amount: tensor('amount') })), dict({}));
    const [one, other] = [tuple(tuple(tensor('a'), tensor('b'))), tuple(tuple(tensor('b'), tensor('a')))];
    expect(orderOf(program(asDict), 'amount', 'word')).toBeUndefined();
    expect(orderOf(program(one, other), 'a', 'b')).toBeUndefined();
    expect(orderOf(program(one), 'a', 'c')).toBeUndefined();
    expect(orderOf(program(), 'a', 'b')).toBeUndefined();
  });

  it('are not told by a function that takes one name twice', () => {
    expect(orderOf(program(tuple(tuple(tensor('a'), tensor('a')))), 'a', 'b')).toBeUndefined();
  });
});
