import type { LayerPair } from '../align/index.ts';
import { type KerasVersion, versionOf } from '../keras/index.ts';
import { groupBy, isArray, type Layer, type LayerId, type ModelArtifact } from '../model/index.ts';
import { withBlocks } from './blockRows.ts';
import type { ConfigDifference } from './ConfigDifference.ts';
import { configDifferences } from './configDifferences.ts';
import { graphDifferences } from './graphDifferences.ts';
import type { LayerRow, LayerVerdict } from './LayerRow.ts';
import type { VariableRow } from './VariableRow.ts';
import type { ComparedTexts } from './vocabularyDifferences.ts';
import { alwaysTraining, withHeardFreezing } from './withHeardFreezing.ts';

/** One row per pair of layers, models that hold them included, in A's order. `evidence` keeps what disagrees. */
export function layerRows(
  a: ModelArtifact,
  b: ModelArtifact,
  pairs: readonly LayerPair[],
  variables: readonly VariableRow[],
  texts: ReadonlyMap<LayerId, ComparedTexts> = new Map(),
): LayerRow[] {
  const context: Context = {
    layersA: new Map(a.layers.map((it) => [it.id, it])),
    layersB: new Map(b.layers.map((it) => [it.id, it])),
    sameFormat: a.format === b.format,
    versionA: versionOf(a),
    versionB: versionOf(b),
    trainsA: alwaysTraining(a, versionOf(a)?.generation ?? null),
    trainsB: alwaysTraining(b, versionOf(b)?.generation ?? null),
    ofA: indices(variables, (row) => row.layerA),
    ofB: indices(variables, (row) => (row.layerA === null ? row.layerB : null)),
    wiring: graphDifferences(a, b, pairs),
    texts,
    variables,
  };
  const rows = pairs.map((pair) => rowOf(pair, context));
  return withBlocks(rows, context.layersA, context.layersB);
}

interface Context {
  readonly layersA: ReadonlyMap<LayerId, Layer>;
  readonly layersB: ReadonlyMap<LayerId, Layer>;
  readonly sameFormat: boolean;
  readonly versionA: KerasVersion | null;
  readonly versionB: KerasVersion | null;
  readonly trainsA: ReadonlySet<LayerId>;
  readonly trainsB: ReadonlySet<LayerId>;
  readonly ofA: ReadonlyMap<LayerId | null, number[]>;
  readonly ofB: ReadonlyMap<LayerId | null, number[]>;
  readonly wiring: ReadonlyMap<LayerId, ConfigDifference[]>;
  readonly texts: ReadonlyMap<LayerId, ComparedTexts>;
  readonly variables: readonly VariableRow[];
}

function indices(
  rows: readonly VariableRow[],
  keyOf: (row: VariableRow) => LayerId | null,
): Map<LayerId | null, number[]> {
  const grouped = groupBy(rows.keys(), (i) => keyOf(rows[i] as VariableRow));
  grouped.delete(null);
  return grouped;
}

function rowOf(pair: LayerPair, context: Context): LayerRow {
  const idA = pair.kind === 'only-b' ? null : pair.a;
  const idB = pair.kind === 'only-a' ? null : pair.b;
  const layerA = context.layersA.get(idA ?? '');
  const layerB = context.layersB.get(idB ?? '');
  const variables = [...(context.ofA.get(idA) ?? []), ...(context.ofB.get(idB) ?? [])];
  const trains = context.trainsA.has(idA ?? '') || context.trainsB.has(idB ?? '');
  const options = withHeardFreezing(optionsOf(layerA, layerB, context), layerA, trains);
  const texts = context.texts.get(idA ?? '');
  const config = [
    // Where a file states its words, and in which form, says nothing once the words are compared.
    ...options.filter(({ key }) => !texts?.keys.has(key)),
    ...(texts?.differences ?? []),
    ...(context.wiring.get(idA ?? '') ?? []),
  ];
  const rows = variables.map((i) => context.variables[i] as VariableRow);
  return {
    a: idA,
    b: idB,
    ...howOf(pair),
    ...looksOf(layerA ?? layerB, layerB),
    depth: (idA ?? idB ?? '').split('/').length - 1,
    config,
    variables,
    verdict: verdictOf(pair, layerA, layerB, config, rows),
  };
}

/** Operations of a TensorFlow graph have no options, and their class is a guess. */
const isOperations = (layer: Layer | undefined): boolean =>
  layer?.kind === 'tensorflow' || layer?.kind === 'converted';

function optionsOf(
  a: Layer | undefined,
  b: Layer | undefined,
  { versionA, versionB, sameFormat }: Context,
): ConfigDifference[] {
  // A converted graph states its options in terms of its own: only those of two graphs of one format can be compared.
  if (isOperations(a) || isOperations(b)) {
    if (a?.kind !== 'converted' || b?.kind !== 'converted' || !sameFormat) return [];
  }
  return a && b ? configDifferences({ layer: a, version: versionA }, { layer: b, version: versionB }) : [];
}

function howOf(pair: LayerPair): Pick<LayerRow, 'how' | 'confidence' | 'evidence'> {
  if (pair.kind !== 'both') return { how: null, confidence: null, evidence: [] };
  return { how: pair.how, confidence: pair.confidence, evidence: pair.evidence };
}

function looksOf(
  shown: Layer | undefined,
  b: Layer | undefined,
): Pick<LayerRow, 'className' | 'classNameB' | 'kind' | 'detail'> {
  const classNameB = b?.className ?? null;
  if (!shown) return { className: 'Weights', classNameB, kind: 'layer', detail: '' };
  const kind = b && isOperations(b) ? b.kind : shown.kind;
  return { className: shown.className, classNameB, kind, detail: detailOf(shown) };
}

function verdictOf(
  pair: LayerPair,
  a: Layer | undefined,
  b: Layer | undefined,
  config: readonly ConfigDifference[],
  variables: readonly VariableRow[],
): LayerVerdict {
  if (pair.kind !== 'both') return pair.kind;
  if (variables.some((it) => it.status === 'moved')) return 'moved';
  const unknown = isOperations(a) || isOperations(b);
  const changed = variables.some((it) => !(UNCHANGED.has(it.status) || (unknown && isTurned(it))));
  if (changed || config.some((it) => it.relevance === 'prediction')) return 'different';
  // What operations compute is for the run to say.
  if (unknown) return 'equivalent';
  if (a?.className !== b?.className) return 'different';
  const same = variables.every((it) => it.status === 'identical') && config.length === 0 && a?.id === b?.id;
  return same ? 'identical' : 'equivalent';
}

const UNCHANGED: ReadonlySet<string> = new Set(['identical', 'equal', 'close']);

/** Converters store kernels in layouts of their own. */
const isTurned = ({ transform }: VariableRow): boolean =>
  transform === 'transposed' || transform === 'reshaped';

/** The few words behind a class: units, filters, kernel size, the wrapped class. */
export function detailOf({ config, className }: Layer): string {
  const size = config.units ?? config.filters ?? config.output_dim ?? null;
  if (isArray(config.kernel_size))
    return `${config.kernel_size.join(' × ')}, ${size ?? ''}`.replace(/, $/, '');
  if (typeof size === 'number') return String(size);
  if (className === 'Activation' && typeof config.activation === 'string') return config.activation;
  return '';
}
