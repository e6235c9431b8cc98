const MINUS = '−';

/** A measure in three significant digits: `0.830`, `4.2e−7`, `−1.35`; zero is `0`, NaN and infinity are words. */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (Number.isNaN(value)) return 'NaN';
  const sign = value < 0 ? MINUS : '';
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return `${sign}infinity`;
  if (size === 0) return '0';
  if (size < 0.001 || Math.round(size) >= 10_000) return sign + exponential(size);
  return sign + (size >= 1000 ? formatCount(Math.round(size)) : size.toPrecision(3));
}

function exponential(size: number): string {
  const [mantissa = '', exponent = ''] = size.toExponential(2).split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return `${short}e${exponent.replace('+', '').replace('-', MINUS)}`;
}

/** A count, written out: `6,144`. */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  const digits = String(Math.abs(Math.round(value))).replace(/\B(?=(\d{3})+$)/g, ',');
  return value < 0 ? MINUS + digits : digits;
}

/** A whole number as a count, anything else as a measure. */
export function formatFigure(value: number | string): string {
  if (typeof value === 'string') return value;
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? formatCount(value) : formatNumber(value);
}

const UNITS = ['kB', 'MB', 'GB', 'TB'] as const;

/** A size: `412 bytes`, `118 kB`, `1.25 GB`. */
export function formatBytes(value: number): string {
  let scaled = value;
  let unit = 'bytes';
  for (const next of UNITS) {
    if (!(scaled >= 999.5)) break;
    scaled /= 1000;
    unit = next;
  }
  if (unit === 'bytes') return `${formatCount(value)} ${value === 1 ? 'byte' : 'bytes'}`;
  const digits = scaled >= 100 ? formatCount(scaled) : scaled.toPrecision(3).replace(/\.?0+$/, '');
  return `${digits} ${unit}`;
}

/** A part of a whole: `100 %`, `62 %`, `99.9 %`, `below 0.01 %`. */
export function formatPart(part: number): string {
  if (!Number.isFinite(part)) return formatNumber(part);
  if (part < 0) return MINUS + formatPart(-part);
  if (part === 0) return '0 %';
  if (part < 0.0001) return 'below 0.01 %';
  if (part < 0.01) return `${Number((part * 100).toPrecision(2))} %`;
  if (part > 0.99 && part < 1) return `${(Math.floor(part * 1000) / 10).toFixed(1)} %`;
  return `${formatCount(part * 100)} %`;
}

/** `1 layer`, `2 layers`. */
export function formatPlural(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}
