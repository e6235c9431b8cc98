import type { Grade } from '../../diagnose/index.ts';
import type { StateName } from '../words/stateWords.ts';
import { type Html, ownMarkup } from './Html.ts';

const PATHS = {
  same: '<path d="M3 6h10M3 10h10"/>',
  approx:
    '<path d="M2.5 6.5c2-2.2 3.6-2.2 5.5-.9s3.5 1.3 5.5-.9M2.5 11c2-2.2 3.6-2.2 5.5-.9s3.5 1.3 5.5-.9"/>',
  noise: '<path d="M1.5 8h2l1.5-2.5 2 5 2-5 2 5L12.5 8h2"/>',
  diff: '<path d="M3 6h10M3 10h10M10.5 2.5l-5 11"/>',
  unknown:
    '<path d="M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8"/><path d="M8 12.9v.1" stroke-width="2"/>',
  born: '<circle cx="8" cy="8" r="5.5"/><circle cx="8" cy="8" r="2" fill="currentColor"/>',
  inherited: '<path d="M4 2.5V9a2 2 0 0 0 2 2h7M10.5 8.2 13.3 11l-2.8 2.8"/>',
  amplified: '<path d="M2.5 8 13.5 2.5v11z"/>',
  absorbed: '<path d="M13.5 8 2.5 2.5v11z"/>',
  moved: '<path d="M2 5h11M10.5 2.5 13 5l-2.5 2.5M14 11H3M5.5 8.5 3 11l2.5 2.5"/>',
  transformed: '<path d="M13 8a5 5 0 1 1-1.7-3.7M13 2v3h-3"/>',
  shape: '<rect x="2" y="5" width="6" height="9"/><rect x="8" y="2" width="6" height="6"/>',
  plus: '<path d="M8 3v10M3 8h10"/>',
  proven:
    '<path d="M8 1.5 14.5 8 8 14.5 1.5 8z" fill="currentColor"/><path d="m5.4 8.2 1.9 1.8 3.3-3.7" stroke="var(--surface)"/>',
  likely: '<path d="M8 1.5 14.5 8 8 14.5 1.5 8z"/><path d="M8 1.5V14.5L1.5 8z" fill="currentColor"/>',
  possible: '<path d="M8 1.5 14.5 8 8 14.5 1.5 8z"/>',
  ask: '<path d="M2 3h12v8H7l-3 3v-3H2z"/><path d="M6.5 6a1.5 1.5 0 1 1 2.2 1.3c-.5.3-.7.5-.7 1"/>',
  right: '<path d="m6 3.5 4.5 4.5L6 12.5"/>',
  check: '<path d="m3 8.5 3.3 3.3L13 5"/>',
} as const;

/** The glyphs that a report uses. */
export type Glyph = keyof typeof PATHS;

/** Every glyph once; the page refers to them. */
export const SPRITE: Html = ownMarkup(
  `<svg width="0" height="0" style="position:absolute" aria-hidden="true">${Object.entries(PATHS)
    .map(([name, path]) => `<symbol id="g-${name}" viewBox="0 0 16 16">${path}</symbol>`)
    .join('')}</svg>\n`,
);

/** The mark: two squares that overlap. */
export const MARK: Html = ownMarkup(
  '<svg class="mark" viewBox="0 0 22 22" aria-hidden="true"><rect x="1.8" y="1.8" width="12.4" height="12.4" rx="2.5" fill="none" stroke="var(--a-fill)" stroke-width="2.4"/><rect x="7.8" y="7.8" width="12.4" height="12.4" rx="2.5" fill="none" stroke="var(--b-fill)" stroke-width="2.4"/><rect x="8.5" y="8.5" width="5" height="5" fill="var(--text)"/></svg>',
);

/** The glyph of every state. */
export const STATE_GLYPHS: Readonly<Record<StateName, Glyph>> = {
  identical: 'same',
  equal: 'same',
  close: 'approx',
  equivalent: 'approx',
  noise: 'noise',
  born: 'born',
  inherited: 'inherited',
  amplified: 'amplified',
  absorbed: 'absorbed',
  'not-run': 'unknown',
  different: 'diff',
  moved: 'moved',
  transformed: 'transformed',
  shape: 'shape',
  'only-a': 'plus',
  'only-b': 'plus',
  inconclusive: 'unknown',
};

/** The glyph of every grade. */
export const GRADE_GLYPHS: Readonly<Record<Grade, Glyph>> = {
  proven: 'proven',
  likely: 'likely',
  possible: 'possible',
  ask: 'ask',
};
