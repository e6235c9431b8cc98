import { beforeAll, describe, expect, it } from 'vitest';
import { switchBackend } from './backends.ts';
import type { Modes } from './mode/Mode.ts';
import { caseFiles, gapOf, readCases, runCase, tensorsAlive, useInstalledWasm } from './testing.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** The largest gap of a case, as a share of the largest value, for the reporter of `npm run proofs`. */
    gap?: number;
  }
}

beforeAll(useInstalledWasm);

/** Two places of a 16-bit type: processors add up such numbers in ways of their own. */
const PLACES: readonly (readonly [RegExp, number])[] = [
  [/bfloat16/, 2 ** -7],
  [/float16/, 2 ** -9],
];

/** These round where Keras rounds, step by step: nothing is left to allow. */
const STEPWISE = /SimpleRNN|LSTM|GRU|bidirectional| mean|rescaling|leaky relu/;

const allowedFor = (file: string, name: string): number =>
  (file.startsWith('precision.') && !STEPWISE.test(name) && PLACES.find(([type]) => type.test(name))?.[1]) ||
  1e-5;

/** Cases of `training.py` are answers of `model(x, training=True)`. */
const modesOf = (file: string): Modes => (file.startsWith('training.') ? { model: 'training' } : {});

/** Families in which whole numbers must be the very same. */
const WHOLES = /^(wholes|wrapping)\./;

/** Cases of `wrapping.py` leave the range of their type: what TensorFlow makes of that is computed, or refused by name. */
const mayRefuse = (file: string): boolean => file.startsWith('wrapping.');
const REFUSAL =
  /value beyond|computed exactly within 32 bits|no place in 32 bits|too large to be exact|leave (the )?24 bits|signed whole numbers together/;

for (const file of caseFiles()) {
  const { keras, cases } = readCases(file);
  describe.each(['cpu', 'wasm'] as const)(
    `${file.split('.')[0]}: computed as Keras ${keras} computes, on %s:`,
    (backend) => {
      it.for(cases.map((item) => [item.name, item] as const))('%s', async ([, item], { task }) => {
        expect(await switchBackend(backend)).toBe(true);
        const before = tensorsAlive();
        const { outputs, stop } = await runCase(item, keras, modesOf(file));
        if (mayRefuse(file) && stop !== null) {
          expect(stop).toMatch(REFUSAL);
          expect(tensorsAlive()).toBe(before);
          return;
        }
        expect(stop).toBeNull();
        expect(outputs.map((output) => output.shape)).toEqual(item.outputs.map((output) => output.shape));
        const gaps = outputs.map((output, i) => gapOf(output, item.outputs[i] as typeof output));
        task.meta.gap = Math.max(...gaps);
        // A share of the largest value would let whole numbers differ.
        const wholes = outputs.filter(({ dtype }) => dtype === 'int32').map(({ values }) => values);
        const wanted = item.outputs
          .filter((_, i) => outputs[i]?.dtype === 'int32')
          .map(({ values }) => values);
        if (WHOLES.test(file)) expect(wholes).toEqual(wanted);
        for (const gap of gaps) expect(gap).toBeLessThan(allowedFor(file, item.name));
        expect(tensorsAlive()).toBe(before);
      });
    },
  );
}
