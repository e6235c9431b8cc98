import { type PickleValue, ReadError } from '../../model/index.ts';
import { checkWidth } from '../columns.ts';
import { type Fitted, isObjectValue, itemsOf, numberOf, shown } from '../Fitted.ts';
import { promoted } from '../NumberType.ts';
import { isNumeric, madeOf, type Table } from '../Table.ts';
import type { Domain, Transform } from '../Transform.ts';
import { selectedColumns } from './columnSelection.ts';
import type { ReadStep } from './composed.ts';

/** Steps side by side, each on columns of its own; what they make stands in the order of `transformers_`. */
export function columnTransformer(fitted: Fitted, read: ReadStep): Transform {
  const stored = fitted.items('transformers_');
  const names = fitted.columnNames;
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
  const taken = new Set(parts.flatMap(({ columns }) => columns));
  return {
    label: `ColumnTransformer (${parts.map(({ step }) => step?.label ?? 'passthrough').join(', ') || 'nothing'})`,
    ...{ features, domains, keepsColumns: false },
    notes: [...(names ? [orderNote(names)] : []), ...parts.flatMap(({ step }) => step?.notes ?? [])],
    apply: (given) => {
      const isTaken = (i: number): boolean => taken.has(i);
      const table = inFittedOrder(given, names, fitted.className, isTaken, !fitted.isSince(1, 0));
      checkWidth(table, fitted.className, features);
      const made = parts.map(({ step, columns: own }): Table => {
        const { names: _, ...rest } = table;
        const part = { ...rest, columns: own.map((i) => table.columns[i] ?? []) };
        return step ? step.apply(part) : part;
      });
      return madeOf(table, stacked(made, isSparse));
    },
  };
}

/** What the steps made, side by side; the type is one that holds them all. */
function stacked(
  parts: readonly Table[],
  isSparse: boolean,
): Pick<Table, 'columns' | 'type' | 'notes'> & { readonly sparse: boolean } {
  const columns = parts.flatMap((part) => part.columns);
  const types = parts.map(({ type }) => type);
  const type = types.reduce(
    (x, y) => (x === 'object' || y === 'object' ? 'object' : promoted(x, y)),
    types[0] ?? 'float64',
  );
  const notes = parts.flatMap((part) => part.notes ?? []);
  if (!isSparse) return { columns, type, notes, sparse: false };
  if (!columns.every(isNumeric))
    throw new ReadError(
      'corrupt',
      'The ColumnTransformer makes a sparse matrix, which holds numbers only; some of its columns hold text.',
    );
  if (type === 'float16')
    throw new ReadError(
      'unsupported-feature',
      'The ColumnTransformer makes a sparse matrix of float16 numbers, which SciPy refuses or widens, as its version is.',
    );
  return { columns, type: type === 'object' ? 'float64' : type, notes, sparse: true };
}

/** The columns of samples with names in the order of fitting; columns that it never saw are left out, as scikit-learn does. */
function inFittedOrder(
  table: Table,
  fittedNames: readonly string[] | null,
  label: string,
  isTaken: (i: number) => boolean,
  isStrict: boolean,
): Table {
  const { names } = table;
  if (!names || !fittedNames) return table;
  const isSame = names.length === fittedNames.length && names.every((name, i) => name === fittedNames[i]);
  if (isSame) return table;
  if (isStrict)
    throw new ReadError(
      'corrupt',
      `${label} was fitted on the columns ${fittedNames.slice(0, 12).join(', ')}, and before scikit-learn 1.0 others are refused; the samples have ${names.slice(0, 12).join(', ')}.`,
    );
  const missing = fittedNames.filter((name, i) => isTaken(i) && !names.includes(name));
  if (missing.length > 0)
    throw new ReadError(
      'missing-part',
      `${label} was fitted on columns that the samples do not have: ${missing.slice(0, 12).join(', ')}. They have ${names.slice(0, 12).join(', ')}.`,
    );
  return {
    ...table,
    names: fittedNames,
    columns: fittedNames.map((name) => table.columns[names.indexOf(name)] ?? []),
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
