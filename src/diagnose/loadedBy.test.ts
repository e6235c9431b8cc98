import { describe, expect, it } from 'vitest';
import type { RouteResult } from '../keras/index.ts';
import type { Case } from './Case.ts';
import { loadedBy } from './loadedBy.ts';

const route = (name: RouteResult['route'], error: string | null = null): RouteResult => ({
  route: name,
  keras: '2.15',
  outcome: error === null ? 'loads' : 'error',
  error,
  variables: [],
  unused: [],
});

/** The route that is told where all of these explain what B holds. */
const told = (...loadings: readonly RouteResult[]): string | undefined =>
  loadedBy({ loadings } as unknown as Case, () => true)?.route;

describe('the way of loading that is told', () => {
  it('is the one without arguments that the loader does not look at', () => {
    expect(told(route('by-name'), route('by-name-skip-mismatch'), route('keras3'))).toBe('keras3');
    expect(told(route('by-name-skip-mismatch'), route('keras3-skip-mismatch'))).toBe('keras3-skip-mismatch');
    expect(told(route('topological'), route('by-name'))).toBe('topological');
  });

  it('is one that raises nothing, if there is one', () => {
    expect(told(route('keras3', 'raised'), route('keras3-skip-mismatch'))).toBe('keras3-skip-mismatch');
    expect(told(route('keras3', 'raised'), route('by-name', 'raised'))).toBe('keras3');
    expect(told()).toBeUndefined();
  });
});
