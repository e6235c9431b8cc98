import { describe, expect, test } from 'vitest';
import { manyLayers } from '../testing/otherReports.ts';
import { PUMP_HEALTH } from '../testing/pumpHealth.ts';
import { findRow, gridRows, rollUp } from './gridRows.ts';
import { movesOf } from './moves.ts';
import { rowWords } from './rowWords.ts';
import { visibleRows } from './visibleRows.ts';

const rows = gridRows(PUMP_HEALTH);
const everything = { filter: '', only: false, state: 'any', folded: new Set<number>() };
const names = (indices: readonly number[]) => indices.map((at) => rows[at]?.layer.a ?? rows[at]?.layer.b);

describe('the layer grid', () => {
  test('Layers lie in their blocks and drop the path of the block', () => {
    const dense = findRow(rows, 'branch_left/dense');
    expect(dense).toMatchObject({ parent: 2, nameA: 'dense', nameB: 'dense', state: 'born', block: false });
    expect(rows[2]).toMatchObject({ block: true, end: 8, parent: -1 });
    expect(rollUp(rows, rows[2] as (typeof rows)[number])).toEqual({ total: 5, differ: 1 });
  });

  test('A layer without a partner says so, whatever ran', () => {
    expect(rows.at(-1)).toMatchObject({ state: 'only-b', nameA: null, differs: true });
  });

  test('A folded block hides its layers', () => {
    expect(visibleRows(rows, { ...everything, folded: new Set([2]) })).toHaveLength(17);
  });

  test('A filter keeps the blocks that hold a match', () => {
    expect(names(visibleRows(rows, { ...everything, filter: 'dropout' }))).toEqual([
      'branch_left',
      'branch_left/dropout',
      'branch_right',
      'branch_right/dropout',
      'head_dropout',
    ]);
  });

  test('Only differences leaves what starts somewhere', () => {
    expect(names(visibleRows(rows, { ...everything, only: true }))).toEqual([
      'branch_left',
      'branch_left/dense',
      'branch_right',
      'branch_right/dense',
      'output_float32',
    ]);
  });

  test('Moved values lead from the row of A that had them to the row of B that has them', () => {
    expect(movesOf(PUMP_HEALTH, rows)).toEqual([
      { from: 10, to: 4 },
      { from: 4, to: 10 },
    ]);
  });

  test('A row can be heard', () => {
    expect(rowWords(rows[14] as (typeof rows)[number])).toBe(
      'merge, Concatenate, paired with concatenate, name differs, paired by position, own 0, inherited 0.65, inherited',
    );
  });

  test('Ten thousand layers become rows in a moment', () => {
    const report = manyLayers();
    const started = performance.now();
    expect(gridRows(report)).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
