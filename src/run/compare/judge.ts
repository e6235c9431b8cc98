import type { RunVerdict } from '../RunComparison.ts';

/** What was measured at one row, as shares of the largest |a|. */
export interface Measured {
  readonly relative: number;
  /** `null` when the layers could not be fed the same. */
  readonly ownError: number | null;
  readonly inputError: number | null;
  readonly noiseFloor: number;
}

/** How often the floor a gap may be and still be noise. */
export const NOISE_FACTOR = 10;

const percent = (share: number): string => share.toExponential(1);

/** Decides what a row's gap is, and says by which figures. */
export function judge(measured: Measured): { verdict: RunVerdict; because: string } {
  const { relative, ownError, inputError, noiseFloor } = measured;
  const allowed = NOISE_FACTOR * noiseFloor;
  const facts = `Gap ${percent(relative)}, allowed ${percent(allowed)}`;
  if (ownError !== null && ownError > allowed)
    return {
      verdict: 'born',
      because: `${facts}; fed the same inputs the two layers differ by ${percent(ownError)}.`,
    };
  if (relative > allowed)
    return { verdict: spread(relative, inputError), because: `${facts}; ${came(measured)}` };
  if (inputError !== null && inputError > allowed)
    return { verdict: 'absorbed', because: `${facts}; its inputs differ by ${percent(inputError)}.` };
  return { verdict: relative === 0 ? 'equal' : 'noise', because: `${facts}.` };
}

function spread(relative: number, inputError: number | null): RunVerdict {
  if (inputError === null || inputError === 0) return 'inherited';
  if (relative >= 10 * inputError) return 'amplified';
  return relative <= inputError / 10 ? 'absorbed' : 'inherited';
}

function came({ ownError, inputError }: Measured): string {
  const own =
    ownError === null ? 'its own error could not be measured' : `its own error is ${percent(ownError)}`;
  return inputError === null ? `${own}.` : `its inputs differ by ${percent(inputError)}, ${own}.`;
}
