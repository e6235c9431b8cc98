/** Real and imaginary parts. */
export interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** The first half of a real signal's Fourier transform, its middle included, in double precision. */
export function halfFourier(signal: Float64Array): Complex {
  const size = signal.length;
  const whole = (size & (size - 1)) === 0 ? fast(signal) : plain(signal);
  const bins = Math.floor(size / 2) + 1;
  return { re: whole.re.slice(0, bins), im: whole.im.slice(0, bins) };
}

/** By the definition: for lengths that are no power of two. */
function plain(signal: Float64Array): Complex {
  const size = signal.length;
  const [re, im] = [new Float64Array(size), new Float64Array(size)];
  for (let bin = 0; bin <= size / 2; bin++) {
    let [sumRe, sumIm] = [0, 0];
    for (let at = 0; at < size; at++) {
      const angle = (-2 * Math.PI * ((bin * at) % size)) / size;
      sumRe += (signal[at] as number) * Math.cos(angle);
      sumIm += (signal[at] as number) * Math.sin(angle);
    }
    re[bin] = sumRe;
    im[bin] = sumIm;
  }
  return { re, im };
}

/** Cooley and Tukey: even and odd places apart. */
function fast(signal: Float64Array): Complex {
  const size = signal.length;
  if (size === 1) return { re: signal.slice(), im: new Float64Array(1) };
  const half = size / 2;
  const even = fast(signal.filter((_, i) => i % 2 === 0));
  const odd = fast(signal.filter((_, i) => i % 2 === 1));
  const [re, im] = [new Float64Array(size), new Float64Array(size)];
  for (let k = 0; k < half; k++) {
    const angle = (-2 * Math.PI * k) / size;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [oddRe, oddIm] = [odd.re[k] as number, odd.im[k] as number];
    const [turnedRe, turnedIm] = [oddRe * cos - oddIm * sin, oddRe * sin + oddIm * cos];
    re[k] = (even.re[k] as number) + turnedRe;
    im[k] = (even.im[k] as number) + turnedIm;
    re[k + half] = (even.re[k] as number) - turnedRe;
    im[k + half] = (even.im[k] as number) - turnedIm;
  }
  return { re, im };
}
