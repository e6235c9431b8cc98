import { expect, test } from 'vitest';
import type { InsideCall, InsideLayer, ModelInside } from '../../pipeline/index.ts';
import { count } from '../ui/figures.ts';
import { insideRows, insideWords, narrowed } from './insideRows.ts';

const layer = (id: string, className: string, more: Partial<InsideLayer> = {}): InsideLayer => ({
  ...{ id, className, detail: '', kind: 'layer', depth: 0, config: {}, variables: [], parameters: 0 },
  ...more,
});
const call = (id: string, reads: number[], more: Partial<InsideCall> = {}): InsideCall => ({
  ...{ layer: id, call: 0, reads, gives: [] },
  ...more,
});

const TWICE: ModelInside = {
  layers: [
    layer('x', 'InputLayer'),
    layer('shared', 'Dense', { detail: '4', parameters: 1234 }),
    layer('add', 'Add'),
    layer('unused', 'Dropout'),
  ],
  calls: [
    call('x', []),
    call('shared', [0]),
    call('shared', [1], { call: 1 }),
    call('add', [1, 2], { gives: ['score'] }),
  ],
  variables: [],
  missing: null,
};

test('Every call is a line, in the order of the computation, and what nothing calls comes last', () => {
  const { rows, rails, idle } = insideRows(TWICE);
  expect(rows.map((row) => insideWords(row, rows, count))).toEqual([
    'x, InputLayer',
    'shared, Dense 4, reads x, 1,234 parameters',
    'shared, call 2, Dense 4, reads shared, 1,234 parameters',
    'add, Add, reads shared and shared, output score',
    'unused, Dropout',
  ]);
  expect(idle).toBe(1);
  expect(rails).toHaveLength(5);
});

test('Without a graph the layers stand in the order of the file, without connections', () => {
  const { rows, rails } = insideRows({ ...TWICE, calls: [], missing: 'It is a subclass.' });
  expect(rows.map(({ layer: { id } }) => id)).toEqual(['x', 'shared', 'add', 'unused']);
  expect(rails).toBeNull();
});

test('A filter looks in path and class, and drops the connections', () => {
  const { rows, rails } = narrowed(insideRows(TWICE), ' DENSE ');
  expect(rows.map(({ layer: { id } }) => id)).toEqual(['shared', 'shared']);
  expect(rails).toBeNull();
});
