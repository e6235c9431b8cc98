import type { OpenModel } from '../model/index.ts';
import { ReadError } from '../model/index.ts';
import type { Report, Verdict } from '../report/index.ts';
import type { RunComparison } from '../run/index.ts';
import { blockedIn, settingsOf } from './buildReport.ts';
import type { Comparison } from './Comparison.ts';
import { withRecordedNotes } from './customNotes.ts';
import type { CompareOptions, Listener } from './Pipeline.ts';
import { mustRun } from './runnable.ts';
import type { RunHost, Slots } from './slots.ts';
import { summarize } from './summarize.ts';
import { MADE_BY } from './version.ts';

/** One model against predictions recorded before it was saved. Only predictions are compared, so never `identical`. */
export async function compareReference(
  a: OpenModel,
  slots: Slots,
  options: CompareOptions,
  host: RunHost,
  listener: Listener,
  signal?: AbortSignal,
): Promise<Comparison> {
  const { reference } = slots;
  if (!reference)
    throw new ReadError('missing-part', 'A second model, or recorded predictions, are missing.');
  if (!options.run)
    throw new ReadError(
      'unsupported-feature',
      'Recorded predictions can be compared only by running the model.',
    );
  const model = mustRun(a, host.custom);
  const run = await import('../run/index.ts');
  run.configureBackends({ wasmPaths: host.wasmUrls });
  listener.onProgress?.({ step: 'run', says: 'Running the model.', done: 0, total: 1 });
  const samples = run.readSamples(
    model,
    (slots.inputs ?? reference).arrays,
    (slots.inputs ?? reference).name,
  );
  const comparison = await run.compareWithReference(model, samples, reference.arrays, {
    backend: options.backend,
    ...(signal ? { signal } : {}),
  });
  const taken = run.recordedOutputs(model, reference.arrays, samples.count).map(({ layer }) => layer);
  const noted = withRecordedNotes(a, [...new Set(taken)], reference.name);
  const report = reportOf(noted, await a.tensors.fingerprint(), comparison, options);
  listener.onReport?.(report, true);
  return { report, a, b: null, activation: null };
}

function reportOf(a: OpenModel, sha256: string, run: RunComparison, options: CompareOptions): Report {
  const verdict = verdictOf(run);
  return {
    schema: 1,
    madeBy: MADE_BY,
    madeAt: new Date().toISOString(),
    verdict,
    headline: HEADLINES[verdict](run),
    a: summarize(a, sha256, blockedIn('a', run)),
    b: null,
    layers: [],
    variables: [],
    runs: [run],
    findings: [],
    ruledOut: [],
    settings: settingsOf(options, run),
    redacted: [],
  };
}

function verdictOf({ outputs }: RunComparison): Exclude<Verdict, 'identical'> {
  if (outputs.length === 0) return 'inconclusive';
  return outputs.some((it) => it.verdict === 'different') ? 'different' : 'equivalent';
}

const HEADLINES: Readonly<Record<Exclude<Verdict, 'identical'>, (run: RunComparison) => string>> = {
  equivalent: ({ inputs }) =>
    `The model predicts what was recorded, on all ${inputs.samples} samples, up to float noise.`,
  different: ({ outputs }) => {
    const worst = outputs.reduce((x, y) => (y.maxAbs > x.maxAbs ? y : x));
    return `The model does not predict what was recorded: output \`${worst.name}\` is off by up to ${worst.maxAbs.toPrecision(3)}.`;
  },
  inconclusive: ({ coverage }) =>
    `The model cannot be run to its end here${coverage.stoppedAt ? `: ${coverage.stoppedAt.className} \`${coverage.stoppedAt.layer}\` stopped it` : ''}.`,
};
