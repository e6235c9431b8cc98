import { formatCount as count } from '../../report/index.ts';

export {
  formatBytes as bytes,
  formatCount as count,
  formatPart as percent,
  formatPlural as plural,
} from '../../report/index.ts';

const MINUS = '−';

/** A measure in three significant digits: `0.830`, `4.20e−7`, `−1.35`; zero is `0`. */
export function figure(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined) return '–';
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : `${MINUS}Inf`;
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text =
    size < 0.001 || size >= 10_000
      ? size.toExponential(digits - 1).replace('e+', 'e')
      : precise(size, digits);
  return (value < 0 ? MINUS : '') + text.replace('e-', `e${MINUS}`);
}

function precise(size: number, digits: number): string {
  const text = size.toPrecision(digits);
  return text.includes('e') ? count(size) : text;
}

/** A gap or a floor in two digits: `4.2e−7`, but `0.830`. */
export function gap(value: number | null | undefined): string {
  return figure(value, value !== null && value !== undefined && Math.abs(value) < 0.001 ? 2 : 3);
}

/** Parameters in short: `24,005`, `24.6 M`. */
export function parameters(value: number): string {
  if (value < 1e6) return count(value);
  return value < 1e9 ? `${short(value / 1e6)} M` : `${short(value / 1e9)} G`;
}

const short = (value: number): string => (value >= 100 ? String(Math.round(value)) : value.toPrecision(3));

/** How long: `0.9 s`, `41 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
