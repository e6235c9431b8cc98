import { readdirSync, readFileSync } from 'node:fs';
import { type Tensor, toFloat64 } from '../model/index.ts';
import { isNumeric, type Table } from './Table.ts';
import { tableOfColumns } from './tables.ts';

/** A fitted transform that scikit-learn wrote, samples, and what it made of them. */
export interface TransformCase {
  /** `1.9 standard-holes` */
  readonly name: string;
  readonly pickle: Uint8Array;
  readonly samples: Table;
  /** Rows × columns in double precision, or texts; `null` where scikit-learn refused the samples. */
  readonly answer: {
    readonly width: number;
    readonly values: readonly (number | string)[];
    /** NumPy's type of them. */
    readonly type: string;
  } | null;
  /** What scikit-learn said then. */
  readonly error: string;
}

const FOLDER = new URL('../../fixtures/preprocess/', import.meta.url);

/** The files of cases, by what they begin with: `sklearn` for doubles and texts, `types` for samples of other types. */
export function caseFiles(kind: 'sklearn' | 'types'): string[] {
  return readdirSync(FOLDER).filter((name) => name.startsWith(`${kind}-`));
}

/** The bytes of a committed file. */
export function preprocessFile(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, FOLDER)));
}

/** The cases in the arrays of one version's file. */
export function casesOf(file: string, arrays: ReadonlyMap<string, Tensor>): TransformCase[] {
  const numbers = (name: string): Float64Array => toFloat64(arrays.get(name) as Tensor) as Float64Array;
  const texts = (name: string): readonly string[] => arrays.get(name)?.strings ?? [];
  const [ends, answerEnds, shapes, ids] = ['pickle_ends', 'answer_ends', 'shapes', 'samples'].map(
    numbers,
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const answers = numbers('answers');
  const errors = texts('errors');
  const types = texts('answer_types');
  const samplesOf = (row: Float64Array): Table => {
    const ids = [...row].filter((id) => id >= 0);
    const columns = ids.map((id, i) => [`column ${i}`, arrays.get(`column:${id}`) as Tensor] as const);
    const { names: _, ...table } = tableOfColumns(new Map(columns));
    return table;
  };
  return texts('names').map((name, i) => {
    const values = [...answers.subarray(answerEnds[i - 1] ?? 0, answerEnds[i])];
    const error = errors[i] ?? '';
    const words = error.startsWith('text: ') ? error.slice('text: '.length).split('|') : null;
    return {
      name: `${file.replace(/^[a-z]+-|\.npz$/g, '')} ${name}`,
      pickle: (arrays.get('pickles') as Tensor).bytes.slice(ends[i - 1] ?? 0, ends[i]),
      samples: samplesOf(ids.subarray(8 * i, 8 * i + 8)),
      answer:
        error === '' || words
          ? {
              width: shapes[2 * i + 1] as number,
              values: words ? values.map((at) => words[at] as string) : values,
              type: types[i] ?? '',
            }
          : null,
      error,
    };
  });
}

/** A table row by row. */
export function rowMajor({ rows, columns }: Table): (number | string)[] {
  return Array.from({ length: rows }, (_, row) =>
    columns.map((column) => (isNumeric(column) ? (column[row] as number) : (column[row] as string))),
  ).flat();
}
