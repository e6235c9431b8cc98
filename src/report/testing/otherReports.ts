import type { Report } from '../Report.ts';
import { aLayer, aReport, aRun, aRunRow, aSummary, aVariable } from './builders.ts';
import { SAMPLES, swappedReport } from './swappedReport.ts';

/** Nothing is wrong: the gap is float noise. */
export function equivalentReport(): Report {
  const swapped = swappedReport();
  const run = swapped.runs[0];
  return aReport({
    verdict: 'equivalent',
    headline: 'Nothing is wrong. The two predict the same, up to float noise.',
    layers: swapped.layers.map((row) => ({
      ...row,
      verdict: row.verdict === 'moved' ? 'identical' : row.verdict,
    })),
    variables: swapped.variables.map((row) => aVariable(row.layerA ?? '', row.role)),
    runs: [
      aRun({
        outputs: (run?.outputs ?? []).map((row) => ({ ...row, maxAbs: 1.2e-7, flips: 0, verdict: 'noise' })),
        layers: (run?.layers ?? []).map((row) => ({
          ...row,
          ownError: 2e-8,
          relative: 3e-8,
          verdict: 'noise',
        })),
        samples: SAMPLES.map((row) => ({ ...row, b: row.a, gap: 1.2e-7, flipped: false })),
      }),
    ],
    ruledOut: swapped.ruledOut,
  });
}

/** B holds NaN and infinities, and so do its predictions. */
export function nanReport(): Report {
  const nan = { nanB: 12, infB: 3 };
  return aReport({
    verdict: 'different',
    headline: 'B holds NaN in `score/kernel`.',
    layers: [aLayer('score', 'Dense', { variables: [0], verdict: 'different' })],
    variables: [
      aVariable('score', 'kernel', {
        status: 'different',
        maxAbs: Number.POSITIVE_INFINITY,
        maxAbsAt: [0, 1],
        maxRel: Number.NaN,
        maxRelAt: null,
        countDifferent: 15,
        maxA: 0.5,
        ...nan,
      }),
    ],
    runs: [
      aRun({
        layers: [
          aRunRow('score', 'Dense', { verdict: 'born', relative: Number.NaN, ownError: null, ...nan }),
        ],
        outputs: (swappedReport().runs[0]?.outputs ?? []).map((row) => ({
          ...row,
          maxAbs: Number.NaN,
          nanB: 24,
        })),
        samples: [
          {
            index: 0,
            gap: Number.NaN,
            flipped: true,
            a: [0.1, 0.9],
            b: [Number.NaN, Number.NEGATIVE_INFINITY],
          },
        ],
      }),
    ],
    findings: [
      {
        cause: 'C19',
        slug: 'damaged-file',
        grade: 'likely',
        share: null,
        title: 'Values that are no numbers',
        explanation: 'One NaN makes every later value NaN.',
        where: ['score/kernel'],
        evidence: [
          { says: 'B holds NaN.', on: ['score/kernel'], figures: { 'NaN in B': 12, largest: Number.NaN } },
        ],
        fix: { text: 'Save the model again.', code: null },
        repair: 'impossible',
      },
    ],
  });
}

/** A custom layer stopped the run. */
export function stoppedReport(): Report {
  const because = 'SpectralGate is not a class of Keras: what it computes is not in the file.';
  const stopped = { maxAbs: null, relative: null, ownError: null, inputError: null, noiseFloor: null };
  return aReport({
    verdict: 'inconclusive',
    headline:
      'Layer `spectral_gate` cannot be run here, so 3 of 44 layers are unseen. Add its code or record its output.',
    a: aSummary({ runs: { can: false, because } }),
    layers: [
      aLayer('dense', 'Dense'),
      aLayer('spectral_gate', 'SpectralGate', { kind: 'custom' }),
      aLayer('score', 'Dense'),
    ],
    runs: [
      aRun({
        confirmedOn: null,
        coverage: {
          executed: 41,
          total: 44,
          stoppedAt: { side: 'a', layer: 'spectral_gate', className: 'SpectralGate', because },
        },
        outputs: [],
        layers: [
          aRunRow('dense', 'Dense'),
          aRunRow('spectral_gate', 'SpectralGate', { ...stopped, verdict: 'not-run', because }),
          aRunRow('score', 'Dense', { ...stopped, verdict: 'not-run', because: 'It needs spectral_gate.' }),
        ],
      }),
    ],
  });
}

/** One model against recorded predictions. */
export function oneModelReport(): Report {
  const swapped = swappedReport();
  return aReport({
    verdict: 'different',
    headline: 'The recorded predictions were made on standardised inputs. These inputs are raw.',
    b: null,
    runs: [
      aRun({
        inputs: { source: 'recorded.npz', sha256: 'ab12cd34'.repeat(8), samples: 8 },
        confirmedOn: null,
        outputs: swapped.runs[0]?.outputs ?? [],
        samples: SAMPLES,
      }),
    ],
    findings: [
      {
        cause: 'C43',
        slug: 'external-scaler',
        grade: 'ask',
        share: null,
        title: 'Was a scaler saved beside the model?',
        explanation: 'The scaler itself is not in the file, so this is a fit, not a proof.',
        where: [],
        evidence: [],
        fix: { text: 'Give the scaler with --scaler.', code: null },
        repair: 'not-needed',
      },
    ],
  });
}

/** Names that try to break out of wherever they are written. */
export const HOSTILE: readonly string[] = [
  '</script><img src=x onerror=alert(1)>',
  '| a | b',
  'two\nlines\r\n\n# heading',
  '\u202egnp.exe\u2066',
  '`code` **bold** _x_ [link](http://evil.example) ![i](http://evil.example/p.png)',
  '@everyone #12 GH-3 www.evil.example https://evil.example <!-- --> ]]>',
  '\u001b[31mred\u0007',
  '&lt;b&gt; " \' \\ \\| <b>',
  '$(rm -rf /) {{ secrets }} ::error::x',
  '\ud800half',
];

/** A report that says one text in every place where a file's own words are shown. */
export function hostileReport(text: string): Report {
  const row = aLayer(text, text, {
    detail: text,
    verdict: 'different',
    variables: [0],
    evidence: [{ by: 'name', agrees: true, says: text }],
    config: [
      { key: text, a: text, b: { [text]: [text] }, defaulted: 'b', relevance: 'prediction', because: text },
    ],
  });
  const run = aRunRow(text, text, { verdict: 'born', relative: 0.5, ownError: 0.5, because: text });
  const file = {
    name: text,
    className: text,
    producer: { kerasVersion: text, backend: text, savedAt: text },
    inputs: [{ name: text, shape: [null, 2], dtype: text }],
    runs: { can: false as const, because: text },
    notes: [{ code: text, message: text, where: text }],
  };
  const output = {
    name: text,
    shape: [1, 2],
    maxAbs: 1,
    maxRel: 1,
    meanAbs: 1,
    rms: 1,
    flips: 1,
    allowed: 1e-7,
  };
  return aReport({
    madeBy: text,
    madeAt: text,
    verdict: 'inconclusive',
    headline: `${text} and \`${text}\``,
    a: aSummary(file),
    b: aSummary(file),
    layers: [row, { ...row, a: null, verdict: 'only-b' }],
    variables: [
      aVariable(text, text, {
        status: 'moved',
        movedFrom: text,
        countDifferent: 1,
        maxAbs: 1,
        maxAbsAt: [0],
        maxA: 1,
      }),
    ],
    runs: [
      aRun({
        inputs: { source: text, sha256: text, samples: 1 },
        coverage: {
          executed: 1,
          total: 2,
          stoppedAt: { side: 'b', layer: text, className: text, because: text },
        },
        outputs: [{ ...output, nanA: 0, nanB: 0, verdict: 'different' }],
        layers: [run],
        firstDivergent: text,
        samples: [{ index: 0, gap: 1, flipped: true, a: [0, 1], b: [1, 0] }],
      }),
    ],
    findings: [
      {
        cause: text,
        slug: text,
        grade: 'possible',
        share: 0.5,
        title: text,
        explanation: text,
        where: [text],
        evidence: [{ says: text, on: [text], figures: { [text]: text, after: 0.1, before: 1 } }],
        fix: { text, code: text },
        repair: 'impossible',
      },
    ],
    ruledOut: [{ cause: text, because: text }],
    settings: { samples: 1, seed: 0, run: true, backend: text, tolerance: 'measured' },
    redacted: [{ path: text, why: text }],
  });
}

/** A report with very many layers; every fifth has another epsilon. */
export function longReport(total: number): Report {
  const ids = Array.from(
    { length: total },
    (_, i) => `stage${Math.floor(i / 500)}_block${Math.floor(i / 8)}/layer_${i}`,
  );
  const odd = (i: number): boolean => i % 100 === 7;
  const option = { key: 'epsilon', a: 0.001, b: 0.00001, defaulted: null, relevance: 'prediction' as const };
  return aReport({
    verdict: 'different',
    headline: 'BatchNormalization epsilon is 0.001 in A and 0.00001 in B, in 1,176 layers.',
    layers: ids.map((id, i) =>
      aLayer(id, 'BatchNormalization', {
        variables: [2 * i, 2 * i + 1],
        ...(odd(i) ? { config: [option], verdict: 'different' as const } : {}),
      }),
    ),
    variables: ids.flatMap((id) => [aVariable(id, 'gamma'), aVariable(id, 'beta')]),
    runs: [
      aRun({
        layers: ids.map((id, i) =>
          aRunRow(id, 'BatchNormalization', {
            relative: 3e-8 * (1 + Math.sin(i)),
            maxAbs: 1e-7 * (1 + Math.cos(i)),
            ownError: odd(i) ? 0.1 + Math.sin(i) ** 2 : 1e-8 * (2 + Math.sin(3 * i)),
            inputError: 2e-8 * (2 + Math.cos(5 * i)),
            verdict: odd(i) ? 'born' : 'noise',
          }),
        ),
      }),
    ],
  });
}
