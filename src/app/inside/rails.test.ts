import fc from 'fast-check';
import { expect, test } from 'vitest';
import { railsOf } from './rails.ts';

const calls = (...reads: number[][]) => reads.map((rows) => ({ reads: rows }));

test('A chain stays in one column', () => {
  expect(railsOf(calls([], [0], [1])).map(({ column }) => column)).toEqual([0, 0, 0]);
});

test('What is read again later keeps its column, and the way beside it takes the next', () => {
  const rails = railsOf(calls([], [0], [1], [0, 2]));
  expect(rails.map(({ column }) => column)).toEqual([0, 1, 1, 0]);
  expect(rails[0]).toEqual({ column: 0, to: 3, readers: [1, 3] });
});

test('A column is used again once its line has ended', () => {
  expect(railsOf(calls([], [], [0, 1], [], [2, 3])).map(({ column }) => column)).toEqual([0, 1, 0, 1, 0]);
});

/** Calls that read some of those before them. */
const anyCalls = fc.array(fc.array(fc.nat(), { maxLength: 4 }), { maxLength: 40 }).map((lists) =>
  lists.map((list, row) => ({
    reads: row === 0 ? [] : [...new Set(list.map((it) => it % row))].sort((x, y) => x - y),
  })),
);

test('No line runs through another call, or beside another line in its column', () => {
  fc.assert(
    fc.property(anyCalls, (given) => {
      const rails = railsOf(given);
      for (const [row, rail] of rails.entries())
        for (const [other, { column, to }] of rails.entries())
          if (other < row && column === rail.column) expect(to).toBeLessThanOrEqual(row);
    }),
  );
});

test('Every call reads exactly the lines that name it as a reader', () => {
  fc.assert(
    fc.property(anyCalls, (given) => {
      const rails = railsOf(given);
      for (const [row, { reads }] of given.entries())
        expect(rails.flatMap(({ readers }, from) => (readers.includes(row) ? [from] : []))).toEqual(reads);
    }),
  );
});
