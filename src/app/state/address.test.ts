import { expect, test } from 'vitest';
import { backendFrom, fromHash, toHash } from './address.ts';
import { FIRST_VIEW, type View } from './page.ts';

test('A view comes back from its address', () => {
  const view: View = {
    tab: 'weights',
    layer: 'branch_left/dense & more',
    filter: 'a b#c',
    only: true,
    state: 'born',
    variable: 'branch_left/dense/kernel',
    sample: 6,
  };
  expect(fromHash(toHash(view))).toEqual(view);
});

test('A fresh view leaves the address alone', () => {
  expect(toHash(FIRST_VIEW)).toBe('');
  expect(fromHash('')).toEqual(FIRST_VIEW);
});

test('What the address says wrongly is as in a fresh view', () => {
  expect(fromHash('#v=1&tab=nonsense&sample=x')).toEqual(FIRST_VIEW);
  expect(fromHash('#v=9&tab=weights')).toEqual(FIRST_VIEW);
});

test('The address can ask for a backend', () => {
  expect([backendFrom('?backend=wasm'), backendFrom('?backend=abacus'), backendFrom('')]).toEqual([
    'wasm',
    'auto',
    'auto',
  ]);
});
