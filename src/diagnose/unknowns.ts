import type { ConfigDifference, LayerRow, VariableRow } from '../diff/index.ts';
import { isArray, type Json, type LayerId, type ModelArtifact } from '../model/index.ts';
import type { Case } from './Case.ts';
import { EQUAL } from './innocent.ts';
import { listed } from './listed.ts';

/** What a file leaves open: rows that differ for that alone, and a sentence. */
export interface Unknown {
  readonly layers: readonly LayerRow[];
  readonly variables: readonly VariableRow[];
  readonly says: string;
}

/**
 * What one of the files does not hold, so that a difference there is no difference of the models: words of which it states the
 * path of a file alone, and variables that TensorFlow did not save.
 */
export function unknowns(it: Case): Unknown[] {
  return [...unreadWords(it), ...unsaved(it, it.a, 'a'), ...unsaved(it, it.b, 'b')];
}

function unreadWords({ a, b, layers }: Case): Unknown[] {
  const rows = layers.filter(({ config }) => config.some(isUnread));
  const [row] = rows;
  if (!row) return [];
  const holder = row.config.some((it) => isUnread(it) && isPath(it.a)) ? a : b;
  return [
    {
      layers: rows.filter(({ config }) => config.filter(decides).every(isUnread)),
      variables: [],
      says: `\`${row.a ?? row.b}\` looks words up that stand in a file, and ${holder.name} holds the path of that file alone.`,
    },
  ];
}

const decides = ({ relevance }: ConfigDifference): boolean => relevance === 'prediction';

/** A vocabulary that one side states by the path of a file. */
const isUnread = (it: ConfigDifference): boolean =>
  it.key === 'vocabulary' &&
  decides(it) &&
  (isPath(it.a) || isPath(it.b)) &&
  !(isArray(it.a) && isArray(it.b));

const isPath = (value: Json): boolean => typeof value === 'string';

/** Variables that stand on the other side only, of layers whose values TensorFlow left out of a checkpoint. */
function unsaved(it: Case, { name, notes }: ModelArtifact, side: 'a' | 'b'): Unknown[] {
  const left = notes.filter(({ code }) => code === 'unsaved-variable');
  const owners = new Set<LayerId | null>(left.map(({ where }) => where));
  if (owners.size === 0) return [];
  const rows = it.layers.filter((row) => owners.has(row[side]));
  const variablesOf = (row: LayerRow): VariableRow[] =>
    row.variables.map((i) => it.variables[i] as VariableRow);
  const variables = rows.flatMap(variablesOf).filter((row) => row[side] === null);
  const lacking = new Set(variables);
  return [
    {
      layers: rows.filter(
        (row) =>
          !row.config.some(decides) &&
          variablesOf(row).every((own) => lacking.has(own) || EQUAL.has(own.status)),
      ),
      variables,
      says: `${name} holds no values for ${left.length === 1 ? 'a variable' : `${left.length.toLocaleString('en')} variables`} of ${listed([...owners].map(String))}: TensorFlow saves nothing of what Keras 3 keeps in lists. A .keras or .weights.h5 file has them.`,
    },
  ];
}
