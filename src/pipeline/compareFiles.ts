import { type Alignment, alignLayers, alignVariables, type Candidate } from '../align/index.ts';
import {
  digestTensor,
  findMoves,
  hashTensor,
  type LayerRow,
  layerRows,
  type Models,
  type VariableRow,
  variableRows,
  vocabularyDifferences,
  withHistograms,
} from '../diff/index.ts';
import { areForeign, type OpenModel, sizeOf } from '../model/index.ts';
import type { CompareOptions, Listener } from './Pipeline.ts';

/** What the files alone say. */
export interface FileComparison {
  readonly alignment: Alignment;
  readonly layers: readonly LayerRow[];
  readonly variables: readonly VariableRow[];
}

/** Lines two open models up and compares all their values. Runs nothing. */
export async function compareFiles(
  models: Models,
  options: CompareOptions,
  listener: Listener,
  signal?: AbortSignal,
): Promise<FileComparison> {
  listener.onProgress?.({ step: 'align', says: 'Lining the layers up.', done: 0, total: 1 });
  const { a, b } = models;
  const keyOf = areForeign(a.artifact, b.artifact) ? valuesKey : contentKey;
  const layers = await alignLayers(a.artifact, b.artifact, options.map, (side, candidate) =>
    layerKey(models[side], candidate, signal, keyOf),
  );
  const pairs = alignVariables(a.artifact, b.artifact, layers);
  const pace = everyFrame();
  const watch = {
    signal,
    onProgress: (done: number, total: number) => {
      if (pace())
        listener.onProgress?.({
          step: 'values',
          says: `Comparing weights, ${done.toLocaleString('en')} of ${total.toLocaleString('en')}.`,
          done,
          total,
        });
    },
  };
  const compared = await variableRows(models, pairs, watch);
  const variables = await withHistograms(models, await findMoves(models, compared, watch), watch);
  const texts = await vocabularyDifferences(models, layers);
  const rows = layerRows(a.artifact, b.artifact, layers, variables, texts);
  return { alignment: { layers, variables: pairs }, layers: rows, variables };
}

/** What a tensor adds to the key of its layer; `null` where it proves nothing. */
type TensorKey = (held: Parameters<typeof digestTensor>[0]) => Promise<string | null>;

/** By role and bytes. Constants prove nothing, and one tensor of a size alone would be chance. */
const contentKey: TensorKey = async (held) => {
  const hash = await hashTensor(held);
  return hash === null ? null : `${held.variable.role} ${hash}`;
};

/** By values in whatever order they stand: converters turn kernels and rename their parts. */
const valuesKey: TensorKey = async (held) => {
  const { key, sum } = await digestTensor(held);
  return key === null ? null : `${held.variable.dtype} ${sizeOf(held.variable.shape)} ${sum}`;
};

/** All of a layer's values as one key. */
async function layerKey(
  model: OpenModel,
  { variables }: Candidate,
  signal: AbortSignal | undefined,
  keyOf: TensorKey,
): Promise<string | null> {
  const keys: string[] = [];
  for (const variable of variables) {
    signal?.throwIfAborted();
    const key = await keyOf({ model, variable });
    if (key !== null) keys.push(key);
  }
  return keys.length === 0 ? null : keys.sort().join('\n');
}

/** True at most every 60 ms: progress is for eyes. */
function everyFrame(): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = Date.now();
    if (now - last < 60) return false;
    last = now;
    return true;
  };
}
