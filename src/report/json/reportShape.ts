import type { Evidence, Finding, RuledOut } from '../../diagnose/index.ts';
import type { Producer, ReadNote } from '../../model/index.ts';
import type { ModelSummary, PortSummary, Redaction, Report, Settings } from '../Report.ts';
import { layerRow, variableRow } from './rowShapes.ts';
import { runComparison } from './runShapes.ts';
import { flag, list, nullable, number, record, type Shape, ShapeError, text, word } from './shape.ts';

const port = record<PortSummary>({ name: text, shape: list(nullable(number)), dtype: text }, {});

const canRun: Shape<ModelSummary['runs']> = (value, path) => {
  const { can } = record<{ can: boolean }>({ can: flag }, {})(value, path);
  return can
    ? { can }
    : record<{ can: false; because: string }>({ can: isFalse, because: text }, {})(value, path);
};

const isFalse: Shape<false> = (value, path) => {
  if (value !== false) throw new ShapeError(path, 'false');
  return value;
};

const summary = record<ModelSummary>(
  {
    name: text,
    format: word({
      'keras-v3': 1,
      'keras-h5': 1,
      'weights-v3': 1,
      'weights-legacy': 1,
      'tfjs-layers': 1,
      'tfjs-graph': 1,
      'saved-model': 1,
      architecture: 1,
      checkpoint: 1,
      safetensors: 1,
      tflite: 1,
      onnx: 1,
    }),
    holds: word({ model: 1, weights: 1, architecture: 1 }),
    className: nullable(text),
    producer: record<Producer>(
      { kerasVersion: nullable(text), backend: nullable(text), savedAt: nullable(text) },
      {},
    ),
    sha256: text,
    bytes: number,
    layerCount: number,
    variableCount: number,
    parameterCount: number,
    optimizerVariableCount: number,
    inputs: list(port),
    outputs: list(port),
    runs: canRun,
    notes: list(record<ReadNote>({ code: text, message: text, where: nullable(text) }, {})),
  },
  {},
);

const figure: Shape<number | string> = (value, path) =>
  typeof value === 'string' ? value : number(value, path);

const figures: Shape<Evidence['figures']> = (value, path) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ShapeError(path, 'an object');
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, figure(one, `${path}/${key}`)]));
};

const finding = record<Finding>(
  {
    cause: text,
    slug: text,
    grade: word({ proven: 1, likely: 1, possible: 1, ask: 1 }),
    share: nullable(number),
    title: text,
    explanation: text,
    where: list(text),
    evidence: list(record<Evidence>({ says: text, on: list(text), figures }, {})),
    fix: record<Finding['fix']>({ text, code: nullable(text) }, {}),
    repair: word({ available: 1, 'not-needed': 1, impossible: 1 }),
  },
  {},
);

const settings = record<Settings>(
  { samples: number, seed: number, run: flag, backend: text, tolerance: word({ measured: 1 }) },
  {
    identity: list(text),
    scalers: record<NonNullable<Settings['scalers']>>({ a: nullable(text), b: nullable(text) }, {}),
  },
);

const schema: Shape<1> = (value, path) => {
  if (value !== 1) throw new ShapeError(path, '1');
  return value;
};

/** A whole report. The compiler holds it against the type, field by field and word by word. */
export const reportShape = record<Report>(
  {
    schema,
    madeBy: text,
    madeAt: text,
    verdict: word({ identical: 1, equivalent: 1, different: 1, inconclusive: 1 }),
    headline: text,
    a: summary,
    b: nullable(summary),
    layers: list(layerRow),
    variables: list(variableRow),
    runs: list(runComparison),
    findings: list(finding),
    ruledOut: list(record<RuledOut>({ cause: text, because: text }, {})),
    settings,
    redacted: list(record<Redaction>({ path: text, why: text }, {})),
  },
  {},
);
