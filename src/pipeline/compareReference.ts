import type { LayerId, OpenModel } from '../model/index.ts';
import { ReadError } from '../model/index.ts';
import type { Report, Verdict } from '../report/index.ts';
import type { RunComparison } from '../run/index.ts';
import { blockedIn, settingsOf } from './buildReport.ts';
import type { Comparison } from './Comparison.ts';
import { withIdentityNotes, withRecordedNotes } from './customNotes.ts';
import type { CompareOptions, Listener } from './Pipeline.ts';
import { mustRun } from './runnable.ts';
import { backendSettings, type RunHost, type Slots } from './slots.ts';
import { identityWords } from './standIns.ts';
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
  const model = mustRun(a, host.custom, options.identity);
  const run = await import('../run/index.ts');
  run.configureBackends(backendSettings(host));
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
  const recorded = new Set(taken);
  const identity = [...(model.identity ?? [])].filter((layer) => !recorded.has(layer));
  const noted = withIdentityNotes(withRecordedNotes(a, [...recorded], reference.name), identity);
  const report = reportOf(noted, await a.tensors.fingerprint(), comparison, options, identity);
  listener.onReport?.(report, true);
  return { report, a, b: null, activation: null };
}

function reportOf(
  a: OpenModel,
  sha256: string,
  run: RunComparison,
  options: CompareOptions,
  identity: readonly LayerId[],
): Report {
  const { verdict, headline } = answerOf(run, identity);
  return {
    schema: 1,
    madeBy: MADE_BY,
    madeAt: new Date().toISOString(),
    verdict,
    headline,
    a: summarize(a, sha256, blockedIn('a', run)),
    b: null,
    layers: [],
    variables: [],
    runs: [run],
    findings: [],
    ruledOut: [],
    settings: settingsOf(options, run, identity),
    redacted: [],
  };
}

/** A gap shows nothing about the model when layers were treated as identity: they may be the gap. */
function answerOf(
  run: RunComparison,
  identity: readonly LayerId[],
): { readonly verdict: Verdict; readonly headline: string } {
  const verdict = verdictOf(run);
  if (identity.length === 0 || verdict === 'inconclusive')
    return { verdict, headline: HEADLINES[verdict](run) };
  const passed = identityWords(identity);
  return verdict === 'equivalent'
    ? { verdict, headline: `${HEADLINES.equivalent(run)} ${passed}.` }
    : {
        verdict: 'inconclusive',
        headline: `${passed}. What it predicts then is not what was recorded, which that alone may explain.`,
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
