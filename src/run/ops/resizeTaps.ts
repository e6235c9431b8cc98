/** For each place of an output axis: which places of the input it reads, and how much of each. All have the same number. */
export interface Taps {
  readonly places: readonly Int32Array[];
  readonly weights: readonly Float32Array[];
}

/** What one output place reads, before all are brought to one length. */
export type Reading = readonly (readonly [place: number, weight: number])[];

const f = Math.fround;

/** The place in the input that the middle of an output place falls on, and the fraction there (`HalfPixelScaler`). */
const middle = (x: number, scale: number): number => f(f(f(x + 0.5) * scale) - 0.5);
const within = (place: number, size: number): number => Math.min(size - 1, Math.max(0, place));

type Resample = (x: number, size: number, to: number) => Reading;

const nearest: Resample = (x, size, to) => [[within(Math.floor(f(f(x + 0.5) * f(size / to))), size), 1]];

const bilinear: Resample = (x, size, to) => {
  const at = middle(x, f(size / to));
  const low = Math.floor(at);
  const share = f(at - low);
  return [
    [Math.max(0, low), f(1 - share)],
    [Math.min(size - 1, Math.ceil(at)), share],
  ];
};

const STEPS = 1024;

/** TensorFlow's table of the cubic's values (`resize_bicubic_op.cc`, `InitCoeffsTable` with a = −0.5). */
function cubicTable(): Float32Array {
  const a = -0.5;
  const table = new Float32Array((STEPS + 1) * 2);
  for (let i = 0; i <= STEPS; i++) {
    const x = i / STEPS;
    table[i * 2] = ((a + 2) * x - (a + 3)) * x * x + 1;
    const y = x + 1;
    table[i * 2 + 1] = ((a * y - 5 * a) * y + 8 * a) * y - 4 * a;
  }
  return table;
}

const CUBIC = cubicTable();

/** Half to even, as `lrintf` rounds. */
function rounded(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  return rest > 0.5 || (rest === 0.5 && low % 2 !== 0) ? low + 1 : low;
}

const bicubic: Resample = (x, size, to) => {
  const at = middle(x, f(size / to));
  const low = Math.floor(at);
  const step = rounded(f(f(at - low) * STEPS));
  const values = [step * 2 + 1, step * 2, (STEPS - step) * 2, (STEPS - step) * 2 + 1];
  const inside = values.map((entry, i): [number, number] => {
    const place = low - 1 + i;
    return [within(place, size), place === within(place, size) ? (CUBIC[entry] as number) : 0];
  });
  const sum = inside.reduce((total, [, weight]) => f(total + weight), 0);
  return inside.map(([place, weight]) => [place, f(weight / sum)]);
};

/** Averages what each output place covers (`resize_area_op.cc`). */
const area: Resample = (x, size, count) => {
  const scale = f(size / count);
  const from = f(x * scale);
  const to = f((x + 1) * scale);
  const covered = (place: number): number => {
    if (place < from) return place + 1 > to ? scale : f(place + 1 - from);
    return place + 1 > to ? f(to - place) : 1;
  };
  const places = Array.from({ length: Math.ceil(to) - Math.floor(from) }, (_, i) => Math.floor(from) + i);
  return places.map((place) => [within(place, size), f(covered(place) / scale)]);
};

/** Kernels that TensorFlow samples (`sampling_kernels.h`), with how far they reach. */
const KERNELS: Readonly<Record<string, { readonly radius: number; readonly at: (x: number) => number }>> = {
  triangle: { radius: 1, at: (x) => Math.max(0, 1 - x) },
  cubic: {
    radius: 2,
    at: (x) => (x >= 2 ? 0 : x >= 1 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : (1.5 * x - 2.5) * x * x + 1),
  },
  mitchell: {
    radius: 2,
    at: (x) =>
      x >= 2
        ? 0
        : x >= 1
          ? (((-7 / 18) * x + 2) * x - 10 / 3) * x + 16 / 9
          : ((7 / 6) * x - 2) * x * x + 8 / 9,
  },
  gaussian: { radius: 1.5, at: (x) => (x >= 1.5 ? 0 : Math.exp((-x * x) / 0.5)) },
  lanczos3: { radius: 3, at: lanczos(3) },
  lanczos5: { radius: 5, at: lanczos(5) },
};

function lanczos(radius: number): (x: number) => number {
  return (x) => {
    if (x > radius) return 0;
    if (x <= 1e-3) return 1;
    return (radius * Math.sin(Math.PI * x) * Math.sin((Math.PI * x) / radius)) / (Math.PI * Math.PI * x * x);
  };
}

/** Sums up a kernel around each place, wider where it shrinks and shall not alias (`scale_and_translate_op.cc`). */
const sampled =
  (name: string, antialias: boolean): Resample =>
  (x, size, count) => {
    const kernel = KERNELS[name] as (typeof KERNELS)[string];
    const scale = f(1 / f(count / size));
    const wide = antialias ? Math.max(scale, 1) : 1;
    const at = f(f(x + 0.5) * scale);
    const from = within(Math.ceil(f(f(at - f(kernel.radius * wide)) - 0.5)), size);
    const to = within(Math.floor(f(f(at + f(kernel.radius * wide)) - 0.5)), size);
    const found = Array.from({ length: to - from + 1 }, (_, i): [number, number] => {
      const gap = f(f(from + i + 0.5) - at);
      return [from + i, f(kernel.at(Math.abs(f(gap / wide))))];
    });
    const sum = found.reduce((total, [, weight]) => f(total + weight), 0);
    return Math.abs(sum) < 1e-30 ? found : found.map(([place, weight]) => [place, f(weight / sum)]);
  };

/** Ways to resize by Keras' names; the second is for antialias. */
const METHODS: Readonly<Record<string, readonly [plain: Resample, smooth: Resample]>> = {
  nearest: [nearest, nearest],
  bilinear: [bilinear, sampled('triangle', true)],
  bicubic: [bicubic, sampled('cubic', true)],
  area: [area, area],
  lanczos3: [sampled('lanczos3', false), sampled('lanczos3', true)],
  lanczos5: [sampled('lanczos5', false), sampled('lanczos5', true)],
  gaussian: [sampled('gaussian', false), sampled('gaussian', true)],
  mitchellcubic: [sampled('mitchell', false), sampled('mitchell', true)],
};

/** Names of all ways to resize. */
export const INTERPOLATIONS: readonly string[] = Object.keys(METHODS);

/** What each of `to` places reads of an axis of `from` places, as `tf.image.resize` reads it. */
export function resizeTaps(from: number, to: number, method: string, antialias: boolean): Taps {
  const resample = METHODS[method]?.[antialias ? 1 : 0] as Resample;
  const readings = Array.from({ length: to }, (_, x) => resample(x, from, to));
  const count = Math.max(1, ...readings.map((reading) => reading.length));
  const column = <T>(pick: (reading: Reading, i: number) => number, make: (values: number[]) => T): T[] =>
    Array.from({ length: count }, (_, i) => make(readings.map((reading) => pick(reading, i))));
  return {
    // A tap that a place does not need reads one that it reads anyway.
    places: column((reading, i) => (reading[i] ?? reading[0])?.[0] ?? 0, Int32Array.from.bind(Int32Array)),
    weights: column((reading, i) => reading[i]?.[1] ?? 0, Float32Array.from.bind(Float32Array)),
  };
}
