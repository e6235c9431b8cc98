import { describe, expect, it } from 'vitest';
import { type Port, type Tensor, toFloat64 } from '../../model/index.ts';
import { layTable } from './layTable.ts';

const port = (name: string, shape: (number | null)[], dtype = 'float32'): Port => ({
  name,
  shape,
  dtype,
  ref: { node: name, output: 0 },
});
const numbers = (...values: number[]): Tensor => ({
  dtype: 'float64',
  shape: [values.length, 1],
  bytes: new Uint8Array(Float64Array.from(values).buffer),
});
const texts = (...strings: string[]): Tensor => ({
  dtype: 'string',
  shape: [strings.length, 1],
  bytes: new Uint8Array(),
  strings,
});
const seen = (tensor: Tensor | undefined) => [
  tensor?.shape,
  tensor?.strings ?? [...(toFloat64(tensor as Tensor) ?? [])],
];

describe('A table for a model', () => {
  it('gives each input the column of its name, and notes what is left', () => {
    const notes: string[] = [];
    const columns = new Map([
      ['b', numbers(1, 2)],
      ['id', numbers(8, 9)],
      ['a', texts('x', 'y')],
    ]);
    const laid = layTable([port('a', [null, 1], 'string'), port('b', [null, 1])], columns, 't.csv', notes);
    expect(seen(laid.get('a'))).toEqual([
      [2, 1],
      ['x', 'y'],
    ]);
    expect(seen(laid.get('b'))).toEqual([
      [2, 1],
      [1, 2],
    ]);
    expect(notes).toEqual(['Columns that no input takes: id.']);
  });

  it.each([
    ['p[0]', 'p[1]'],
    ['p_1', 'p_2'],
    ['p.0', 'p.1'],
  ])('joins numbered columns, %s and %s', (one, two) => {
    const columns = new Map([
      [two, numbers(3, 4)],
      [one, numbers(1, 2)],
    ]);
    const laid = layTable([port('p', [null, 2])], columns, 't.csv', []);
    expect(seen(laid.get('p'))).toEqual([
      [2, 2],
      [1, 3, 2, 4],
    ]);
  });

  it('gives a single input all columns in their order, in the shape that it takes, and says so', () => {
    const notes: string[] = [];
    const columns = new Map(['r', 'g', 'b', 'w'].map((name, i) => [name, numbers(i, i + 10)]));
    const laid = layTable([port('x', [null, 2, 2])], columns, 't.csv', notes);
    expect(seen(laid.get('x'))).toEqual([
      [2, 2, 2],
      [0, 1, 2, 3, 10, 11, 12, 13],
    ]);
    expect(notes).toEqual(['The columns r, g, b, w were taken in their order.']);
  });

  it('is refused when an input gets too few columns, none, or text beside numbers', () => {
    const columns = new Map([
      ['p', numbers(1)],
      ['q', texts('x')],
    ]);
    expect(() => layTable([port('x', [null, 3])], columns, 't.csv', [])).toThrow(
      /takes 3 values a sample; t.csv has 2 columns/,
    );
    expect(() => layTable([port('x', [null, 1]), port('p', [null, 1])], columns, 't.csv', [])).toThrow(
      /no column for input "x"/,
    );
    expect(() => layTable([port('x', [null, 2])], columns, 't.csv', [])).toThrow(
      /Column q .* does not hold one number a row/,
    );
  });
});
