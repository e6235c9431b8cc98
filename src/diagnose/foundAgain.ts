import type { VariableRow } from '../diff/index.ts';
import { isConverted, type ModelArtifact } from '../model/index.ts';
import type { Case } from './Case.ts';
import { EQUAL } from './innocent.ts';
import { roundedRows } from './rules/quantisedWeights.ts';

/** The weights of one model that the other holds too, whatever their layout. */
export interface FoundAgain {
  /** The model whose weights are counted: the one that Keras describes. */
  readonly of: ModelArtifact;
  readonly in: ModelArtifact;
  /** Rows of its weights. */
  readonly all: readonly VariableRow[];
  readonly found: readonly VariableRow[];
  readonly lost: readonly VariableRow[];
}

/** Which weights of a model its converted twin holds, by content. */
export function foundAgain(it: Pick<Case, 'a' | 'b' | 'variables'>): FoundAgain {
  const inB = isForeign(it.a) && !isForeign(it.b);
  const [of, other] = inB ? [it.b, it.a] : [it.a, it.b];
  const weights = new Set(of.variables.flatMap(({ id, purpose }) => (purpose === 'weight' ? [id] : [])));
  const all = it.variables.filter((row) => weights.has((inB ? row.b : row.a) ?? ''));
  const rounded = new Set(roundedRows(it).map(({ row }) => row));
  const isFound = (row: VariableRow): boolean =>
    EQUAL.has(row.status) || row.status === 'transformed' || rounded.has(row);
  return { of, in: other, all, found: all.filter(isFound), lost: all.filter((row) => !isFound(row)) };
}

/** Whether a file's layers are described by another program than Keras, or not at all. */
const isForeign = (model: ModelArtifact): boolean => isConverted(model) || model.layers.length === 0;

/** `5 of the 6 weight tensors of a.keras stand in b.onnx, 3 of them in another layout, 2 rounded.` */
export function foundSentence({ of, in: other, all, found }: FoundAgain): string {
  const how = (test: RegExp): number => found.filter(({ transform = '' }) => test.test(transform)).length;
  const parts = [
    [how(/transposed|reshaped/), 'in another layout'],
    [how(/rounded|cast/), 'rounded'],
  ] as const;
  const said = parts.flatMap(([count, word], i) =>
    count === 0 ? [] : [`${count.toLocaleString('en')}${i === 0 ? ' of them' : ''} ${word}`],
  );
  const many = `${found.length.toLocaleString('en')} of the ${all.length.toLocaleString('en')} weight tensors`;
  return `${many} of ${of.name} stand in ${other.name}${said.length > 0 ? `, ${said.join(', ')}` : ''}.`;
}
