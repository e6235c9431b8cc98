const BREAK = 700;
const Q = 1127;
const melOf = (hertz: number): number => Q * Math.log(1 + hertz / BREAK);

/**
 * How much of each frequency bin each mel band takes, bins × bands (`mel_spectrogram.py`, `linear_to_mel_weight_matrix`).
 * The first bin counts for nothing.
 */
export function melWeights(
  bands: number,
  bins: number,
  rate: number,
  lowest: number,
  highest: number,
): readonly Float64Array[] {
  const [from, to] = [melOf(lowest), melOf(highest)];
  const edge = (i: number): number => from + ((to - from) * i) / (bands + 1);
  return Array.from({ length: bins }, (_, bin) => {
    const mel = melOf((rate / 2 / (bins - 1)) * bin);
    return Float64Array.from({ length: bands }, (_, band) => {
      if (bin === 0) return 0;
      const [lower, center, upper] = [edge(band), edge(band + 1), edge(band + 2)];
      return Math.max(0, Math.min((mel - lower) / (center - lower), (upper - mel) / (upper - center)));
    });
  });
}
