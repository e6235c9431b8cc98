import type { Evidence } from '../../diagnose/index.ts';
import { formatFigure } from '../words/formatNumber.ts';

/** The figures of a piece of evidence in a line; those of single samples are left to the chart. */
export function figuresWords(evidence: Evidence): string {
  return Object.entries(evidence.figures)
    .filter(([name]) => !name.includes('#'))
    .map(([name, value]) => `${name} ${formatFigure(value)}`)
    .join(', ');
}
