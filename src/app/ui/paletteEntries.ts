import type { Report } from '../../report/index.ts';
import { gridRows, pathOf } from '../layers/gridRows.ts';
import { runCommand } from '../state/commands.ts';
import { look, overlay, UNNARROWED } from '../state/page.ts';
import { TAB_NAMES, TABS } from '../state/tabs.ts';
import { turnFindings, turnTheme } from '../state/useKeys.ts';
import { gap } from './figures.ts';
import type { Glyph } from './Icon.tsx';
import { GRADE_LOOK, STATE_LOOK } from './stateLook.ts';

/** Something that can be gone to or done. */
export interface PaletteEntry {
  readonly key: string;
  readonly glyph: Glyph;
  readonly name: string;
  readonly about: string;
  readonly code?: boolean;
  readonly keys?: string;
  run(): void;
}

/** Everything that the palette finds: what differs first, then actions, then the rest. */
export function paletteEntries(report: Report | null): PaletteEntry[] {
  if (report === null) return actions();
  return [...findings(report), ...actions(), ...layers(report), ...samples(report), ...variables(report)];
}

function findings(report: Report): PaletteEntry[] {
  return report.findings.map((finding, at) => ({
    key: `finding ${at}`,
    glyph: GRADE_LOOK[finding.grade].glyph,
    name: finding.title,
    about: `${finding.cause} ${finding.slug}`,
    run: () => look({ tab: 'layers', layer: finding.where[0] ?? null, ...UNNARROWED }),
  }));
}

function layers(report: Report): PaletteEntry[] {
  return gridRows(report).map((row) => ({
    key: `layer ${row.index}`,
    glyph: STATE_LOOK[row.state].glyph,
    name: pathOf(row),
    about: `${row.layer.className} ${row.layer.detail}`.trim(),
    code: true,
    run: () => look({ tab: 'layers', layer: pathOf(row), ...UNNARROWED }),
  }));
}

function variables(report: Report): PaletteEntry[] {
  return report.variables.map((variable, at) => ({
    key: `variable ${at}`,
    glyph: STATE_LOOK[variable.status].glyph,
    name: variable.a ?? variable.b ?? '',
    about: `variable ${variable.shape.join(' × ')}`,
    code: true,
    run: () => look({ tab: 'weights', variable: variable.a ?? variable.b }),
  }));
}

function samples(report: Report): PaletteEntry[] {
  return (report.runs[0]?.samples ?? []).map((sample) => ({
    key: `sample ${sample.index}`,
    glyph: sample.flipped ? 'diff' : 'same',
    name: `Sample ${sample.index}`,
    about: `gap ${gap(sample.gap)}`,
    run: () => look({ tab: 'predictions', sample: sample.index }),
  }));
}

function actions(): PaletteEntry[] {
  const action = (name: string, keys: string, run: () => void): PaletteEntry => ({
    key: name,
    glyph: 'right',
    name,
    about: '',
    keys,
    run,
  });
  return [
    ...TABS.map((tab, at) => action(`Show ${TAB_NAMES[tab]}`, String(at + 1), () => look({ tab }))),
    action('Go to the first difference', 'g f', () => {
      look({ tab: 'layers' });
      setTimeout(() => runCommand('first-difference'));
    }),
    action('Pair two layers by hand', 'p', () => {
      look({ tab: 'layers' });
      setTimeout(() => runCommand('pair-row'));
    }),
    action('Show or hide the findings', 'f', turnFindings),
    action('Share this comparison', '', () => overlay('share')),
    action('Files and inputs', '', () => overlay('files')),
    action('Change the theme', 't', turnTheme),
    action('Keys and terms', '?', () => overlay('help')),
  ];
}
