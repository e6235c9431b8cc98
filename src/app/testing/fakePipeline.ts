import type { Pipeline, Result, VariableDetail } from '../../pipeline/index.ts';
import type { Report } from '../../report/index.ts';
import { fakeInside } from './fakeInside.ts';
import { fakeLoading } from './fakeLoading.ts';
import { fakeVariable } from './fakeVariable.ts';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A pipeline that always answers with one report. A file called `cut…` cannot be read, one called `slow…` takes long to
 * compare, one called `crash…` fails to compare.
 */
export function fakePipeline(report: Report): Pipeline {
  const names = new Map<string, string>();
  return {
    async open(slot, files) {
      const name = files[0]?.name ?? '';
      await wait(30);
      if (name.startsWith('cut')) return CUT(name);
      names.set(slot, name);
      if (slot === 'a' || slot === 'b') {
        const summary = slot === 'a' ? report.a : (report.b ?? report.a);
        return { ok: true, value: { kind: 'model', summary: { ...summary, name } } };
      }
      return {
        ok: true,
        value: { kind: 'arrays', name, arrays: [{ name: 'x', shape: [8, 96], dtype: 'float32' }] },
      };
    },
    async clear(slot) {
      names.delete(slot);
    },
    async swap() {},
    async compare(_options, listener, signal) {
      const slow = [...names.values()].some((name) => name.startsWith('slow'));
      const step = slow ? 800 : 5;
      for (const [at, [name, says]] of STEPS.entries()) {
        listener.onProgress?.({ step: name, says, done: at, total: STEPS.length });
        await wait(step);
        if (signal?.aborted)
          return { ok: false, failure: { ...FAILURE, code: 'aborted', message: 'Stopped.' } };
        if (name === 'values') listener.onReport?.({ ...report, runs: [], findings: [] }, false);
      }
      if ([...names.values()].some((name) => name.startsWith('crash')))
        return { ok: false, failure: FAILURE };
      listener.onReport?.(report, true);
      return { ok: true, value: report };
    },
    async variable(row): Promise<Result<VariableDetail>> {
      await wait(20);
      return { ok: true, value: fakeVariable(report.variables[row]) };
    },
    async activation(layer, sample) {
      const wave = (shift: number) =>
        Array.from(
          { length: 64 },
          (_, at) => Math.sin(at * 1.7 + shift) * Math.cos(at * (0.3 + layer / 50) + sample),
        );
      return { ok: true, value: { a: wave(0), b: wave(2), shape: [64], total: 64 } };
    },
    async loading(from, keras) {
      await wait(20);
      return { ok: true, value: fakeLoading(report, from, keras) };
    },
    async inside(slot) {
      await wait(20);
      return { ok: true, value: fakeInside(report, slot) };
    },
    async stored(slot, variable) {
      await wait(20);
      const detail = fakeVariable(report.variables.find((row) => row[slot] === variable));
      return { ok: true, value: { ...detail, b: null, delta: null, largest: [], deltaHistogram: null } };
    },
  };
}

const STEPS = [
  ['open', 'Opened both files.'],
  ['align', 'Paired 20 layers, 1 inserted in B.'],
  ['values', 'Compared 28 variables.'],
  ['run', 'Running both models, layer 3 of 20.'],
  ['run', 'Running both models, layer 11 of 20.'],
  ['report', 'Writing the report.'],
] as const;

const FAILURE = {
  code: 'unsupported-feature',
  message:
    'The two models take different inputs. A takes 96 columns, B takes 12. Choose two models of one task.',
  file: null,
  where: 'inputs of A and B',
  readable: [],
};

const CUT = (file: string) =>
  ({
    ok: false,
    failure: {
      code: 'truncated',
      message:
        'The file ends after 61,865,984 of 98,771,240 bytes. The download may be incomplete: about a third is missing. Download it again.',
      file,
      where: 'HDF5 dataset /layers/conv2d_88/vars/0 needs bytes 61,865,984–64,225,280',
      readable: ['402 of 658 variables'],
    },
  }) as const;
