import { type Finding, modeFindings, scalerFindings } from '../diagnose/index.ts';
import type { LayerId, OpenModel } from '../model/index.ts';
import { ReadError } from '../model/index.ts';
import type { Report, Verdict } from '../report/index.ts';
import type { ComparedReference, RunComparison, Samples } from '../run/index.ts';
import { blockedIn, settingsOf } from './buildReport.ts';
import type { Comparison } from './Comparison.ts';
import { withIdentityNotes, withRecordedNotes } from './customNotes.ts';
import { fedSamples } from './fedSamples.ts';
import type { CompareOptions, Listener } from './Pipeline.ts';
import { recordedRows } from './recordedRows.ts';
import { referenceModes } from './referenceModes.ts';
import { mustRun } from './runnable.ts';
import {
  preprocessedCase,
  type Scalers,
  scalerSettings,
  throughNothing,
  throughScalers,
  withMisfitNote,
  withScalerNotes,
} from './scalers.ts';
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
  if (slots['scaler-b'])
    throw new ReadError(
      'unsupported-feature',
      'There is one model, A: give its preprocessing as that of A.',
      slots['scaler-b'].name,
    );
  const scalers = { a: slots['scaler-a'], b: null };
  const fed = await fedSamples(
    run,
    { a: model, b: model },
    { inputs: slots.inputs ?? reference, 'scaler-a': scalers.a, 'scaler-b': scalers.a },
    options,
  );
  const samples = fed.a;
  const runOn = (fedWith: Samples) =>
    run.compareWithReference(model, fedWith, reference.arrays, {
      backend: options.backend,
      ...(signal ? { signal } : {}),
    });
  const { answers, ...ran } = await runOn(samples);
  const comparison = throughScalers(ran, scalers);
  const bare =
    fed.without && 'a' in fed.without ? throughNothing(withoutAnswers(await runOn(fed.without.a))) : null;
  const misfit = fed.without && 'because' in fed.without ? fed.without.because : null;
  const taken = run.recordedOutputs(model, reference.arrays, samples.count).map(({ layer }) => layer);
  const recorded = new Set(taken);
  const identity = [...(model.identity ?? [])].filter((layer) => !recorded.has(layer));
  const recordedNoted = withIdentityNotes(withRecordedNotes(a, [...recorded], reference.name), identity);
  const noted = withMisfitNote(withScalerNotes(recordedNoted, scalers.a), misfit);
  const plain = reportOf(noted, await a.tensors.fingerprint(), comparison, options, identity);
  // Recorded layers take part in such a run as they were recorded: it shows nothing about modes.
  const known = recorded.size > 0 || identity.length > 0;
  const trials = known
    ? []
    : await referenceModes({ run, model, samples, comparison: { ...comparison, answers }, signal });
  const report = withModes(withScalers(plain, comparison, bare, scalers), modeFindings(trials));
  listener.onReport?.(report, true);
  return { report, a, b: null, activation: null };
}

const withoutAnswers = ({ answers: _, ...run }: ComparedReference): RunComparison => run;

/** The report, with the mode in which the record was made. The preprocessing's own finding stays the first. */
function withModes(report: Report, found: readonly Finding[]): Report {
  const [finding] = found;
  if (!finding) return report;
  const proves = finding.grade === 'proven' && report.findings.length === 0;
  return {
    ...report,
    headline: proves ? `${finding.title}, in ${listedLayers(finding.where)}.` : report.headline,
    findings: [...report.findings, ...found],
  };
}

const listedLayers = (layers: readonly string[]): string =>
  layers.length > 3 ? `${layers.length} layers` : layers.map((id) => `\`${id}\``).join(', ');

/** The report, with what the preprocessing does to the gap. */
function withScalers(
  report: Report,
  run: RunComparison,
  bare: RunComparison | null,
  scalers: Scalers,
): Report {
  const preprocessed = preprocessedCase(scalers, bare);
  if (!preprocessed) return report;
  const findings = report.settings.identity
    ? []
    : scalerFindings(run, preprocessed, 'the model and what was recorded');
  const [finding] = findings;
  return {
    ...report,
    headline: finding ? `${finding.title}.` : report.headline,
    runs: bare ? [run, bare] : [run],
    findings,
    settings: { ...report.settings, ...scalerSettings(scalers) },
  };
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
    layers: recordedRows(a, run),
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
  different: ({ outputs, layers, firstDivergent }) => {
    const worst = outputs.reduce((x, y) => (y.maxAbs > x.maxAbs ? y : x));
    const gap = `output \`${worst.name}\` is off by up to ${worst.maxAbs.toPrecision(3)}`;
    const first = layers.find(({ a }) => a === firstDivergent);
    const where = first
      ? ` ${first.verdict === 'born' ? 'It is born in' : 'The first recorded layer that shows it is'} \`${first.a}\` (${first.className}).`
      : '';
    return `The model does not predict what was recorded: ${gap}.${where}`;
  },
  inconclusive: ({ coverage }) =>
    `The model cannot be run to its end here${coverage.stoppedAt ? `: ${coverage.stoppedAt.className} \`${coverage.stoppedAt.layer}\` stopped it` : ''}.`,
};
