import type { Finding } from '../../diagnose/index.ts';
import type { ConfigDifference, LayerRow, VariableRow } from '../../diff/index.ts';
import { isArray, isObject, type Json } from '../../model/index.ts';
import type { RunComparison } from '../../run/index.ts';
import type { ModelSummary, Redaction, Report } from '../Report.ts';
import { formatPlural } from '../words/formatNumber.ts';
import { fileNames } from './fileNames.ts';
import { Renaming } from './Renaming.ts';

/** What is left out of a report before it is shared. */
export interface Redact {
  /** Names of layers, variables, inputs, outputs and classes that are not of Keras. */
  readonly names?: boolean;
  /** Names of files and folders. */
  readonly paths?: boolean;
  /** What the models said about each sample; gaps and flips stay. */
  readonly samples?: boolean;
}

/** A report without what should not be seen. What was removed is listed in it. Hashes and figures stay. */
export function redact(report: Report, what: Redact): Report {
  const named = what.names ? withoutNames(report) : report;
  const placed = what.paths ? withoutFiles(named) : named;
  return what.samples ? withoutSamples(placed) : placed;
}

function listed(report: Report, removed: Redaction): Report {
  return { ...report, redacted: [...report.redacted, removed] };
}

function withoutSamples(report: Report): Report {
  const count = report.runs.reduce((sum, run) => sum + run.samples.length, 0);
  const runs = report.runs.map((run) => ({
    ...run,
    samples: run.samples.map((sample) => ({ ...sample, a: [], b: [] })),
  }));
  return listed(
    { ...report, runs },
    { path: 'samples', why: `outputs of ${formatPlural(count, 'sample')} removed` },
  );
}

function withoutFiles(report: Report): Report {
  const clean = fileNames(report);
  const text = (value: string): string => clean(value);
  const model = (one: ModelSummary): ModelSummary => ({
    ...one,
    name: text(one.name),
    notes: one.notes.map((note) => ({ ...note, message: text(note.message) })),
  });
  const runs = report.runs.map((run) => ({
    ...run,
    inputs: {
      ...run.inputs,
      source: text(run.inputs.source),
      ...(run.inputs.notes ? { notes: run.inputs.notes.map(text) } : {}),
    },
  }));
  const next = {
    ...withTexts(report, text),
    a: model(report.a),
    b: report.b === null ? null : model(report.b),
    settings: withoutScalerFiles(report.settings, text),
    runs,
  };
  return listed(next, { path: 'files', why: 'names of files and folders replaced by a and b' });
}

function withoutScalerFiles(
  settings: Report['settings'],
  text: (value: string) => string,
): Report['settings'] {
  const { scalers } = settings;
  if (!scalers) return settings;
  const clean = (one: string | null): string | null => (one === null ? null : text(one));
  return { ...settings, scalers: { a: clean(scalers.a), b: clean(scalers.b) } };
}

/** Everything that is a sentence or code, through one function. */
function withTexts(report: Report, text: (value: string) => string): Report {
  return {
    ...report,
    headline: text(report.headline),
    findings: report.findings.map((finding) => findingTexts(finding, text)),
    ruledOut: report.ruledOut.map((one) => ({ cause: text(one.cause), because: text(one.because) })),
  };
}

function findingTexts(finding: Finding, text: (value: string) => string): Finding {
  return {
    ...finding,
    title: text(finding.title),
    explanation: text(finding.explanation),
    evidence: finding.evidence.map((evidence) => ({
      says: text(evidence.says),
      on: evidence.on.map(text),
      figures: Object.fromEntries(
        Object.entries(evidence.figures).map(([key, value]) => [
          text(key),
          typeof value === 'string' ? text(value) : value,
        ]),
      ),
    })),
    fix: { text: text(finding.fix.text), code: finding.fix.code === null ? null : text(finding.fix.code) },
  };
}

function withoutNames(report: Report): Report {
  const names = new Renaming(report);
  const text = (value: string): string => names.text(value);
  const owners = new Map(
    report.variables.flatMap((row) => [[row.a, row.layerA] as const, [row.b, row.layerB] as const]),
  );
  const place = (id: string): string =>
    owners.has(id) ? names.variable(id, owners.get(id) ?? null) : names.path(id);
  const texts = withTexts(report, text);
  const next: Report = {
    ...texts,
    a: modelNames(report.a, names),
    b: report.b === null ? null : modelNames(report.b, names),
    layers: report.layers.map((row) => layerNames(row, names)),
    variables: report.variables.map((row) => variableNames(row, names, place)),
    runs: report.runs.map((run) => runNames(run, names)),
    settings: settingNames(report.settings, names),
    findings: texts.findings.map((finding, at) => ({
      ...finding,
      where: (report.findings[at]?.where ?? []).map(place),
      evidence: finding.evidence.map((evidence, i) => ({
        ...evidence,
        on: (report.findings[at]?.evidence[i]?.on ?? []).map(place),
      })),
    })),
  };
  const why = `${formatPlural(names.count, 'name')} replaced by layer_01, layer_02, … the same on both sides`;
  return listed(next, { path: 'names', why });
}

function modelNames(model: ModelSummary, names: Renaming): ModelSummary {
  const port = (one: ModelSummary['inputs'][number]) => ({ ...one, name: names.path(one.name) });
  return {
    ...model,
    className: model.className === null ? null : names.className(model.className),
    inputs: model.inputs.map(port),
    outputs: model.outputs.map(port),
    runs: model.runs.can ? model.runs : { can: false, because: names.text(model.runs.because) },
    notes: model.notes.map((note) => ({
      ...note,
      message: names.text(note.message),
      where: note.where === null ? null : names.text(note.where),
    })),
  };
}

function settingNames(settings: Report['settings'], names: Renaming): Report['settings'] {
  const { identity } = settings;
  return identity ? { ...settings, identity: identity.map((id) => names.path(id)) } : settings;
}

function layerNames(row: LayerRow, names: Renaming): LayerRow {
  return {
    ...row,
    a: row.a === null ? null : names.path(row.a),
    b: row.b === null ? null : names.path(row.b),
    className: names.className(row.className),
    classNameB: row.classNameB === null ? null : names.className(row.classNameB),
    detail: names.text(row.detail),
    evidence: row.evidence.map((one) => ({ ...one, says: names.text(one.says) })),
    config: row.config.map((option) => optionNames(option, names)),
  };
}

function optionNames(option: ConfigDifference, names: Renaming): ConfigDifference {
  const changed = { ...option, a: jsonNames(option.a, names), b: jsonNames(option.b, names) };
  return option.because === undefined ? changed : { ...changed, because: names.text(option.because) };
}

const LONG = 60;
const MANY = 3;

/** Values of options: lists of texts are vocabularies and class names, long texts are code; neither is shared. */
function jsonNames(value: Json, names: Renaming): Json {
  if (typeof value === 'string') {
    return value.length > LONG
      ? `text of ${formatPlural(value.length, 'character')}, left out`
      : names.text(value);
  }
  if (isArray(value)) {
    const texts = value.filter((one) => typeof one === 'string').length;
    return texts >= MANY
      ? `${formatPlural(texts, 'text')}, left out`
      : value.map((one) => jsonNames(one, names));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [names.text(key), jsonNames(one, names)]),
  );
}

function variableNames(row: VariableRow, names: Renaming, place: (id: string) => string): VariableRow {
  return {
    ...row,
    a: row.a === null ? null : names.variable(row.a, row.layerA),
    b: row.b === null ? null : names.variable(row.b, row.layerB),
    layerA: row.layerA === null ? null : names.path(row.layerA),
    layerB: row.layerB === null ? null : names.path(row.layerB),
    role: names.role(row.role),
    ...(row.movedFrom === undefined ? {} : { movedFrom: place(row.movedFrom) }),
  };
}

function runNames(run: RunComparison, names: Renaming): RunComparison {
  const path = (id: string | null): string | null => (id === null ? null : names.path(id));
  const { stoppedAt, ...coverage } = run.coverage;
  const stop = stoppedAt && {
    ...stoppedAt,
    layer: names.path(stoppedAt.layer),
    className: names.className(stoppedAt.className),
    because: names.text(stoppedAt.because),
  };
  // Notes tell of arrays and columns by names that nothing else in the report has.
  const { notes: _, ...inputs } = run.inputs;
  return {
    ...run,
    inputs,
    coverage: stop === undefined ? coverage : { ...coverage, stoppedAt: stop },
    outputs: run.outputs.map((output) => ({ ...output, name: names.path(output.name) })),
    layers: run.layers.map((row) => ({
      ...row,
      a: path(row.a),
      b: path(row.b),
      nodeA: path(row.nodeA),
      nodeB: path(row.nodeB),
      className: names.className(row.className),
      ...(row.because === undefined ? {} : { because: names.text(row.because) }),
    })),
    firstDivergent: path(run.firstDivergent),
  };
}
