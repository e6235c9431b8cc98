const LOW = Math.log10(3e-9);
const HIGH = 1;

/** Where a relative error lies on the page's logarithmic axis from 3e−9 to 10, as a part 0…1. */
export function onLogAxis(value: number): number {
  if (!(value > 0)) return 0;
  return Math.min(1, Math.max(0, (Math.log10(value) - LOW) / (HIGH - LOW)));
}

/** The decades that are labelled. */
export const DECADES: readonly { readonly at: number; readonly label: string }[] = [
  { at: 1e-7, label: '1e−7' },
  { at: 1e-5, label: '1e−5' },
  { at: 1e-3, label: '1e−3' },
  { at: 0.1, label: '0.1' },
];
