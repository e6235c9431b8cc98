import type { PairEvidence, PairedBy } from '../../align/index.ts';
import type { ConfigDifference, Histogram, LayerRow, VariableRow } from '../../diff/index.ts';
import type { DType } from '../../model/index.ts';
import { count, flag, json, list, nullable, number, record, type Shape, text, word } from './shape.ts';

const pairedBy = word<PairedBy>({ 'by-hand': 1, content: 1, name: 1, position: 1, shape: 1 });

const dtype: Shape<DType> = text as Shape<DType>;

const evidence = record<PairEvidence>({ by: pairedBy, agrees: flag, says: text }, {});

const configDifference = record<ConfigDifference>(
  {
    key: text,
    a: json,
    b: json,
    defaulted: nullable(word<'a' | 'b'>({ a: 1, b: 1 })),
    relevance: word({ prediction: 1, training: 1, none: 1 }),
  },
  { because: text, isDefault: word({ a: 1, b: 1, both: 1 }) },
);

/** A row of `Report.layers`. */
export const layerRow = record<LayerRow>(
  {
    a: nullable(text),
    b: nullable(text),
    how: nullable(pairedBy),
    confidence: nullable(number),
    evidence: list(evidence),
    className: text,
    classNameB: nullable(text),
    kind: word({ layer: 1, model: 1, operation: 1, custom: 1, tensorflow: 1, converted: 1 }),
    depth: count,
    detail: text,
    config: list(configDifference),
    variables: list(count),
    verdict: word({ identical: 1, equivalent: 1, different: 1, moved: 1, 'only-a': 1, 'only-b': 1 }),
  },
  {},
);

const histogram = record<Histogram>({ from: number, to: number, a: list(number), b: list(number) }, {});

/** A row of `Report.variables`. */
export const variableRow = record<VariableRow>(
  {
    a: nullable(text),
    b: nullable(text),
    how: nullable(pairedBy),
    layerA: nullable(text),
    layerB: nullable(text),
    role: text,
    dtype,
    shape: list(count),
    dtypeB: nullable(dtype),
    shapeB: nullable(list(count)),
    status: word({
      identical: 1,
      equal: 1,
      close: 1,
      different: 1,
      shape: 1,
      'only-a': 1,
      'only-b': 1,
      moved: 1,
      transformed: 1,
    }),
    maxAbs: nullable(number),
    maxAbsAt: nullable(list(number)),
    maxRel: nullable(number),
    maxRelAt: nullable(list(number)),
    meanAbs: nullable(number),
    rms: nullable(number),
    cosine: nullable(number),
    countDifferent: nullable(number),
    maxA: nullable(number),
    nanA: number,
    nanB: number,
    infA: number,
    infB: number,
  },
  {
    movedFrom: text,
    transform: word({
      transposed: 1,
      reshaped: 1,
      rounded: 1,
      'transposed-and-cast': 1,
      'transposed-and-rounded': 1,
      flipped: 1,
      cast: 1,
      'gates-permuted': 1,
      scaled: 1,
      'rows-permuted': 1,
      'columns-permuted': 1,
    }),
    histogram,
  },
);
