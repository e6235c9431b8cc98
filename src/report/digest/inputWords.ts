import type { RunComparison } from '../../run/index.ts';

/** What was fed: the samples, and what they went through where preprocessing files were given. */
export function inputWords({ source, through }: RunComparison['inputs']): string {
  if (!through) return source;
  const sides = (['a', 'b'] as const).flatMap((side) => {
    const label = through[side];
    return label === null ? [] : [`${side.toUpperCase()}'s through ${label}`];
  });
  return `${source}, ${sides.length === 0 ? 'as they are, without the scalers' : sides.join(', ')}`;
}

/** Whether a run is the comparison that was asked for, not the same samples without their preprocessing. */
export function isAsGiven({ inputs: { through } }: RunComparison): boolean {
  return !through || through.a !== null || through.b !== null;
}
