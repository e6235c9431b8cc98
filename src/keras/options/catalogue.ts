import { CONVOLUTION } from './convolution.ts';
import { CORE } from './core.ts';
import { NORMALIZATION } from './normalization.ts';
import type { OptionRow } from './OptionRow.ts';
import { PREPROCESSING } from './preprocessing.ts';
import { RECURRENT } from './recurrent.ts';
import { EVERY_LAYER } from './sharedRows.ts';
import { SPATIAL } from './spatial.ts';

const FAMILIES = [CORE, CONVOLUTION, SPATIAL, RECURRENT, NORMALIZATION, PREPROCESSING];

/** Own rows first, so that a class may overrule what every layer has. */
const CATALOGUE: ReadonlyMap<string, ReadonlyMap<string, OptionRow>> = new Map(
  FAMILIES.flatMap((family) => Object.entries(family)).map(([className, rows]) => [
    className,
    new Map([...EVERY_LAYER, ...rows].map((row) => [row.key, row])),
  ]),
);

/** The options of a layer class by key, with what every layer has; `null` for a class that is not in the catalogue. */
export function optionsOf(className: string): ReadonlyMap<string, OptionRow> | null {
  return CATALOGUE.get(className) ?? null;
}
