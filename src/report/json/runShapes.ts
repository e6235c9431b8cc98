import type {
  Backend,
  Coverage,
  OutputRow,
  RunComparison,
  RunRow,
  SampleOutput,
  SampleRow,
} from '../../run/index.ts';
import { count, flag, list, nullable, number, record, text, word } from './shape.ts';

const backend = word<Backend>({ webgl: 1, wasm: 1, cpu: 1 });

const outputRow = record<OutputRow>(
  {
    name: text,
    shape: list(count),
    maxAbs: number,
    maxRel: number,
    meanAbs: number,
    rms: number,
    flips: number,
    allowed: number,
    nanA: number,
    nanB: number,
    verdict: word({ equal: 1, noise: 1, different: 1 }),
  },
  { shapeB: list(count) },
);

const runRow = record<RunRow>(
  {
    a: nullable(text),
    b: nullable(text),
    nodeA: nullable(text),
    nodeB: nullable(text),
    className: text,
    shape: nullable(list(count)),
    maxAbs: nullable(number),
    relative: nullable(number),
    ownError: nullable(number),
    inputError: nullable(number),
    noiseFloor: nullable(number),
    nanA: number,
    nanB: number,
    verdict: word({ equal: 1, noise: 1, born: 1, inherited: 1, amplified: 1, absorbed: 1, 'not-run': 1 }),
  },
  { because: text },
);

const sampleOutput = record<SampleOutput>(
  { gap: number, flipped: flag, a: list(number), b: list(number) },
  {},
);

const sampleRow = record<SampleRow>(
  { index: number, gap: number, flipped: flag, a: list(number), b: list(number) },
  { outputs: list(sampleOutput) },
);

const coverage = record<Coverage>(
  { executed: number, total: number },
  {
    stoppedAt: record<NonNullable<Coverage['stoppedAt']>>(
      { side: word({ a: 1, b: 1 }), layer: text, className: text, because: text },
      { foreign: flag },
    ),
  },
);

type Through = NonNullable<RunComparison['inputs']['through']>;

/** One of `Report.runs`. */
export const runComparison = record<RunComparison>(
  {
    inputs: record<RunComparison['inputs']>(
      { source: text, sha256: text, samples: number },
      { notes: list(text), through: record<Through>({ a: nullable(text), b: nullable(text) }, {}) },
    ),
    backend,
    confirmedOn: nullable(backend),
    coverage,
    outputs: list(outputRow),
    layers: list(runRow),
    firstDivergent: nullable(text),
    samples: list(sampleRow),
  },
  {},
);
