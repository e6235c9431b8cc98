import type { OutputRow, SampleRow } from '../../run/index.ts';
import { figure } from '../ui/figures.ts';

/** How one sample's outputs are read: as classes, as one value, or as a vector. */
export type Reading = 'classes' | 'value' | 'vector';

const MOST_CLASSES = 64;

/** How an output is read: classes when each row adds up to one, a value when there is one. */
export function readingOf(output: OutputRow | undefined, samples: readonly SampleRow[]): Reading {
  const width = samples[0]?.a.length ?? 0;
  if (width === 1) return 'value';
  const adds = (values: readonly number[]) =>
    Math.abs(values.reduce((sum, value) => sum + value, 0) - 1) < 1e-3;
  const positive = (values: readonly number[]) => values.every((value) => value >= 0);
  const flat = output === undefined || output.shape.length <= 2;
  const classes =
    flat &&
    width <= MOST_CLASSES &&
    samples.every(({ a, b }) => positive(a) && positive(b) && adds(a) && adds(b));
  return classes && width > 1 ? 'classes' : 'vector';
}

/** The place of the largest value. */
export function topOf(values: readonly number[]): number {
  let top = 0;
  for (let at = 1; at < values.length; at++) if ((values[at] ?? 0) > (values[top] ?? 0)) top = at;
  return top;
}

/** What a model says of a sample, in short. */
export function saysOf(values: readonly number[], reading: Reading): string {
  if (reading === 'value') return figure(values[0]);
  if (reading === 'classes') return `class ${topOf(values)}`;
  return `${values
    .slice(0, 3)
    .map((value) => figure(value, 2))
    .join(', ')}${values.length > 3 ? ' …' : ''}`;
}

/** The samples as one output sees them. */
export function ofOutput(samples: readonly SampleRow[], output: number): readonly SampleRow[] {
  return samples.map((sample) => ({ ...sample, ...sample.outputs?.[output] }));
}

/** Flips first, then the largest gap. */
export function sorted(samples: readonly SampleRow[]): SampleRow[] {
  return [...samples].sort(
    (x, y) => Number(y.flipped) - Number(x.flipped) || y.gap - x.gap || x.index - y.index,
  );
}
