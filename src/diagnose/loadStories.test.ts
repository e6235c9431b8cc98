import { describe, expect, it } from 'vitest';
import type { VariableRow } from '../diff/index.ts';
import type { RouteResult } from '../keras/index.ts';
import type { ModelArtifact } from '../model/index.ts';
import type { Case } from './Case.ts';
import { movedWeights } from './rules/movedWeights.ts';
import { otherWeights } from './rules/otherWeights.ts';

const model = {
  name: 'a.h5',
  format: 'keras-h5',
  holds: 'model',
  notes: [],
  layers: [],
  variables: [],
} as unknown as ModelArtifact;

/** A kernel of a layer in both models. */
const row = (layerA: string, layerB: string, more: Partial<VariableRow>): VariableRow =>
  ({
    ...{ a: `${layerA}/kernel`, b: `${layerB}/kernel`, layerA, layerB, role: 'kernel', status: 'identical' },
    ...{ dtype: 'float32', shape: [4, 4], shapeB: [4, 4], maxAbs: 1, cosine: 0, countDifferent: 16 },
    ...{ nanA: 0, nanB: 0, infA: 0, infB: 0 },
    ...more,
  }) as VariableRow;

const caseOf = (variables: readonly VariableRow[], loadings: readonly RouteResult[]): Case =>
  ({ a: model, b: model, layers: [], variables, run: null, loadings }) as unknown as Case;

/** A route that writes the kernels of these layers and leaves those. */
const route = (
  name: RouteResult['route'],
  written: string,
  left: string,
  error: string | null,
): RouteResult => ({
  ...{ route: name, keras: '2.15', outcome: error === null ? 'loads' : 'error', error, unused: [] },
  variables: [
    { variable: `${written}/kernel`, from: `${written}/kernel`, state: 'loaded' },
    { variable: `${left}/kernel`, from: null, state: 'left' },
    { variable: 'new/kernel', from: null, state: 'left' },
  ],
});

const only = { a: null, layerA: null, status: 'only-b' } as unknown as Partial<VariableRow>;
const partly = [
  row('d1', 'd1', {}),
  row('d2', 'd2', { status: 'different' }),
  row('d3', 'd3', {}),
  row('', 'new', only),
];

describe('weights that a load left alone, beside layers that A does not have', () => {
  it.each([
    ['keras3', 'raised', 'C04', 'Loading raised an error and left weights as they were'],
    ['keras3-skip-mismatch', null, 'C02', 'The weights of `d2` are not the same'],
    ['by-name', null, 'C01', 'The weights of `d2` are not the same'],
    ['checkpoint', null, 'C07', 'The weights of `d2` are not the same'],
  ] as const)('by %s (error: %s) are %s', (name, error, cause, title) => {
    const [finding] = otherWeights.find?.(caseOf(partly, [route(name, 'd1', 'd2', error)])) ?? [];
    expect(finding).toMatchObject({ cause, title, grade: 'likely' });
    expect(finding?.evidence.some(({ says }) => says.startsWith('Of A’s file'))).toBe(true);
  });

  it('are told as possible where no load explains them', () => {
    const [finding] = otherWeights.find?.(caseOf(partly, [])) ?? [];
    expect(finding).toMatchObject({ cause: 'C01', grade: 'possible' });
  });
});

describe('values that moved', () => {
  const moved = (layerA: string, layerB: string, from: string): VariableRow =>
    row(layerA, layerB, { status: 'moved', movedFrom: `${from}/kernel` });
  const causeOf = (...rows: readonly VariableRow[]): string | undefined =>
    movedWeights.find?.(caseOf(rows, []))?.[0]?.cause;

  it('to the layer of their own name, where names stand elsewhere in B, were loaded by name', () => {
    expect(
      causeOf(moved('dense', 'dense_1', 'dense_1'), row('dense_1', 'dense_2', { status: 'identical' })),
    ).toBe('C01');
  });

  it('to layers of other names were handed out by position', () => {
    expect(causeOf(moved('left', 'left', 'right'), moved('right', 'right', 'left'))).toBe('C04');
  });
});
