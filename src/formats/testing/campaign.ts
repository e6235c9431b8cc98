/** How often a fuzz test runs: a few times in `npm test`; `FUZZ=50` makes that fifty times as many. */
export function runs(usual: number): number {
  const times = Number(process.env.FUZZ ?? 1);
  return Math.max(1, Math.round(usual * (times > 0 ? times : 1)));
}

/** The seed of a campaign, `FUZZ_SEED`; without one every run is another. */
export function seed(): { readonly seed?: number } {
  return process.env.FUZZ_SEED === undefined ? {} : { seed: Number(process.env.FUZZ_SEED) };
}

/** How long a fuzz test may take, in milliseconds: the usual minute, and as much more as it runs more often. */
export const PATIENCE = 60_000 * Math.max(1, Number(process.env.FUZZ ?? 1) || 1);
