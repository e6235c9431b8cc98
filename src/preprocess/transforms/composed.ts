import { type PickleValue, ReadError } from '../../model/index.ts';
import { checkWidth } from '../columns.ts';
import { type Fitted, isObjectValue, itemsOf, numberOf, shown } from '../Fitted.ts';
import type { Table } from '../Table.ts';
import type { Domain, Transform } from '../Transform.ts';
import { selectedColumns } from './columnSelection.ts';

/** Reads an inner step. */
export type ReadStep = (value: PickleValue) => Transform;

/** Steps one after the other. */
export function pipelineOf(fitted: Fitted, read: ReadStep): Transform {
  const steps = fitted.items('steps').flatMap((pair) => {
    const [, step] = itemsOf(pair) ?? [];
    if (step === undefined) throw fitted.fault('steps', 'holds something else than named steps');
    return step === null || step === 'passthrough' ? [] : [read(step)];
  });
  return {
    label: `Pipeline (${steps.map(({ label }) => label).join(', ') || 'nothing'})`,
    features: steps[0]?.features ?? null,
    domains: chained(steps),
    keepsColumns: steps.every(({ keepsColumns }) => keepsColumns),
    notes: steps.flatMap(({ notes }) => notes),
    apply: (table) => steps.reduce((sofar, step) => step.apply(sofar), table),
  };
}

/** What the first step knows of a column counts; where it knows nothing and keeps columns, what the next one knows. */
function chained(steps: readonly Transform[]): (Domain | null)[] {
  const known: (Domain | null)[] = [];
  for (const step of steps) {
    step.domains.forEach((domain, i) => {
      known[i] ??= domain;
    });
    if (!step.keepsColumns || known.some((domain) => domain !== null)) break;
  }
  return Array.from(known, (domain) => domain ?? null);
}

/** Steps side by side, each on columns of its own; what they make stands in the order of `transformers_`. */
export function columnTransformer(fitted: Fitted, read: ReadStep): Transform {
  const stored = fitted.items('transformers_');
  const names = namesOf(fitted);
  const features = fitted.features ?? numberOf(fitted.value('_n_features') ?? null) ?? names?.length ?? null;
  if (features === null) throw fitted.fault('n_features_in_', 'is missing, so its columns are unknown');
  const weights = fitted.option('transformer_weights', null);
  if (weights !== null) throw fitted.fault('transformer_weights', 'is given, which is not computed');
  const parts = stored.flatMap((part) => partOf(fitted, part, features, names, read));
  const domains: (Domain | null)[] = Array.from({ length: features }, () => null);
  for (const { step, columns } of parts)
    columns.forEach((column, i) => {
      domains[column] ??= step?.domains[i] ?? null;
    });
  const isSparse = fitted.flag('sparse_output_', false);
  return {
    label: `ColumnTransformer (${parts.map(({ step }) => step?.label ?? 'passthrough').join(', ') || 'nothing'})`,
    ...{ features, domains, keepsColumns: false },
    notes: [...(names ? [orderNote(names)] : []), ...parts.flatMap(({ step }) => step?.notes ?? [])],
    apply: (table) => {
      checkWidth(table, fitted.className, features);
      const columns = parts.flatMap(({ step, columns: taken }) => {
        const part: Table = { rows: table.rows, columns: taken.map((i) => table.columns[i] ?? []) };
        return (step ? step.apply(part) : part).columns;
      });
      return { rows: table.rows, columns, ...(isSparse ? { sparse: true } : {}) };
    },
  };
}

const orderNote = (names: readonly string[]): string =>
  `Its columns were taken in the order in which it was fitted: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}.`;

interface Part {
  /** `null`: columns are handed on as they are. */
  readonly step: Transform | null;
  readonly columns: readonly number[];
}

function partOf(
  fitted: Fitted,
  part: PickleValue,
  features: number,
  names: readonly string[] | null,
  read: ReadStep,
): Part[] {
  const [, step = null, selection = null] = itemsOf(part) ?? [];
  if (step === 'drop') return [];
  const columns = selection === null ? [] : selectedColumns(fitted, selection, features, names);
  if (columns.length === 0) return [];
  if (step === 'passthrough') return [{ step: null, columns }];
  if (!isObjectValue(step)) throw fitted.fault('transformers_', `holds ${shown(step)} as a step`);
  return [{ step: read(step), columns }];
}

/** Names of the fitted columns: `feature_names_in_` from 1.0 on, before that `_feature_names_in` or `_df_columns`. */
function namesOf(fitted: Fitted): readonly string[] | null {
  const stored = ['feature_names_in_', '_feature_names_in', '_df_columns'].find(
    (name) => (fitted.value(name) ?? null) !== null,
  );
  const items = stored === undefined ? null : itemsOf(fitted.fitted(stored));
  return items?.every((item) => typeof item === 'string') ? (items as readonly string[]) : null;
}

/** A FunctionTransformer without a function, which scikit-learn puts where columns pass through. */
export function identityFunction(fitted: Fitted): Transform {
  if (fitted.option('func', null) !== null)
    throw new ReadError(
      'unsupported-feature',
      'A FunctionTransformer runs code of the user, which is not read.',
    );
  return {
    ...{ label: 'passthrough', features: fitted.features, domains: [], keepsColumns: true, notes: [] },
    apply: (table) => table,
  };
}
