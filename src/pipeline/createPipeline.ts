import { tensorDetail, variableDetail } from '../diff/index.ts';
import { failureOf, openInputs, openModel } from '../formats/index.ts';
import { type OpenModel, ReadError } from '../model/index.ts';
import type { Comparison } from './Comparison.ts';
import { compare } from './compare.ts';
import { customExports } from './customExports.ts';
import { insideOf } from './insideOf.ts';
import { loadingReport, runsTfjs } from './loadingReport.ts';
import type { HostFile, OpenedSlot, Pipeline, Result, Slot } from './Pipeline.ts';
import { openScalerFile } from './scalers.ts';
import { filesOf, onlyFile, type RunHost, type Slots, sourceOf } from './slots.ts';
import { summarize } from './summarize.ts';

/** What comparing calls the variables of weights without an architecture, by place. */
function namesGiven(
  weights: OpenModel,
  compared: OpenModel | null | undefined,
): Readonly<Record<string, string>> {
  if (weights.artifact.layers.length > 0 || !compared) return {};
  return Object.fromEntries(compared.artifact.variables.map(({ place, id }) => [place, id]));
}

/** The whole job, in this process. `host` tells what differs between a page and Node. */
export function createPipeline(host: RunHost): Pipeline {
  const slots: Slots = {
    ...{ a: null, b: null, inputs: null, reference: null, 'scaler-a': null, 'scaler-b': null },
    custom: host.custom ?? null,
  };
  let last: Comparison | null = null;
  // Stores reuse their buffers, so two comparisons at once would mix values: one waits for the other.
  let turn: Promise<unknown> = Promise.resolve();

  return {
    open: (slot, files) =>
      attempt(files[0]?.name ?? null, async () => {
        const opened = await openSlot(slots, slot, files, host);
        last = null;
        return opened;
      }),
    clear(slot) {
      slots[slot] = null;
      last = null;
      return Promise.resolve();
    },
    swap() {
      [slots.a, slots.b] = [slots.b, slots.a];
      [slots['scaler-a'], slots['scaler-b']] = [slots['scaler-b'], slots['scaler-a']];
      last = null;
      return Promise.resolve();
    },
    compare(options, listener, signal) {
      const result = turn.then(() =>
        attempt(null, async () => {
          signal?.throwIfAborted();
          last = await compare(slots, options, { ...host, custom: slots.custom }, listener, signal);
          return last.report;
        }),
      );
      turn = result;
      return result;
    },
    variable: (row, compareWith) =>
      attempt(null, async () => {
        const shown = last?.report.variables[row];
        if (!last || !shown)
          throw new ReadError('missing-part', 'There is no such row: compare the two models first.');
        const find = (model: OpenModel | null, id: string | null) => {
          const variable = model?.artifact.variables.find((it) => it.id === id);
          return model && variable ? model.tensors.read(variable) : null;
        };
        return variableDetail(await find(last.a, shown.a), await find(last.b, compareWith ?? shown.b));
      }),
    activation: (layer, sample) =>
      attempt(null, async () => {
        if (!last?.activation) throw new ReadError('missing-part', 'Nothing has run yet.');
        return last.activation(layer, sample);
      }),
    loading(from, keras) {
      const [weights, into] = from === 'a' ? [slots.a, slots.b] : [slots.b, slots.a];
      const report = () =>
        attempt(null, async () => {
          if (!weights || !into) throw new ReadError('missing-part', 'Both files are needed: open two.');
          const compared = from === 'a' ? last?.a : last?.b;
          return {
            ...(await loadingReport(weights, into.artifact, keras)),
            named: namesGiven(weights, compared),
          };
        });
      if (!weights || !runsTfjs(weights)) return report();
      const result = turn.then(report);
      turn = result;
      return result;
    },
    inside: (slot) => attempt(null, async () => insideOf(modelIn(slots, slot).artifact)),
    stored(slot, id) {
      const result = turn.then(() =>
        attempt(null, async () => {
          const { artifact, tensors } = modelIn(slots, slot);
          const variable = artifact.variables.find((it) => it.id === id);
          if (!variable) throw new ReadError('missing-part', `${artifact.name} holds no variable \`${id}\`.`);
          return tensorDetail(await tensors.read(variable));
        }),
      );
      turn = result;
      return result;
    },
  };
}

function modelIn(slots: Slots, slot: 'a' | 'b'): OpenModel {
  const model = slots[slot];
  if (model) return model;
  throw new ReadError('missing-part', `No model is open as ${slot.toUpperCase()}.`);
}

async function openSlot(
  slots: Slots,
  slot: Slot,
  files: readonly HostFile[],
  host: RunHost,
): Promise<OpenedSlot> {
  if (slot === 'a' || slot === 'b') {
    const model = await openModel(filesOf(files));
    slots[slot] = model;
    return { kind: 'model', summary: summarize(model, '') };
  }
  if (slot === 'inputs') return takeArrays(slots, slot, files);
  const file = onlyFile(files);
  if (slot === 'custom') {
    slots.custom = customExports(await moduleOf(file, host), file.name);
    return { kind: 'code', name: file.name, layers: Object.keys(slots.custom.layers) };
  }
  if (slot === 'scaler-a' || slot === 'scaler-b') {
    const scaler = await openScalerFile(await sourceOf(file));
    slots[slot] = scaler;
    const { label, version, features } = scaler.preprocessing;
    return { kind: 'preprocessing', name: file.name, label, version, features };
  }
  return takeArrays(slots, slot, [file]);
}

/** Arrays in one file, or pictures in several. */
async function takeArrays(
  slots: Slots,
  slot: 'inputs' | 'reference',
  files: readonly HostFile[],
): Promise<OpenedSlot> {
  if (files.length === 0) throw new ReadError('not-a-model', 'No file was given.');
  const given = await openInputs(await Promise.all(files.map(sourceOf)));
  slots[slot] = given;
  const listed = [...given.arrays].map(([name, { shape, dtype }]) => ({ name, shape, dtype }));
  return { kind: 'arrays', name: given.name, arrays: listed };
}

async function moduleOf(file: HostFile, host: RunHost): Promise<Readonly<Record<string, unknown>>> {
  if (host.loadModule) return host.loadModule(file);
  throw new ReadError('unsupported-feature', `${file.name} holds code, which cannot be run here.`, file.name);
}

async function attempt<T>(file: string | null, job: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await job() };
  } catch (error) {
    if (isAbort(error))
      return {
        ok: false,
        failure: { code: 'cancelled', message: 'Stopped.', file, where: null, readable: [] },
      };
    return { ok: false, failure: failureOf(error, file) };
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
