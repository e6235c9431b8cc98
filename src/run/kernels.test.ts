import { beforeAll, describe, expect, it } from 'vitest';
import { switchBackend } from './backends.ts';
import { caseFiles, gapOf, readCases, runCase, tensorsAlive, useInstalledWasm } from './testing.ts';

beforeAll(useInstalledWasm);

/** Two places of a 16-bit type: processors add up such numbers in ways of their own. */
const PLACES: readonly (readonly [RegExp, number])[] = [
  [/bfloat16/, 2 ** -7],
  [/float16/, 2 ** -9],
];

const allowedFor = (file: string, name: string): number =>
  (file.startsWith('precision.') && PLACES.find(([type]) => type.test(name))?.[1]) || 1e-5;

for (const file of caseFiles()) {
  const { keras, cases } = readCases(file);
  describe.each(['cpu', 'wasm'] as const)(
    `${file.split('.')[0]}: computed as Keras ${keras} computes, on %s:`,
    (backend) => {
      it.each(cases.map((item) => [item.name, item] as const))('%s', async (_, item) => {
        expect(await switchBackend(backend)).toBe(true);
        const before = tensorsAlive();
        const { outputs, stop } = await runCase(item, keras);
        expect(stop).toBeNull();
        expect(outputs.map((output) => output.shape)).toEqual(item.outputs.map((output) => output.shape));
        outputs.forEach((output, i) => {
          expect(gapOf(output, item.outputs[i] as typeof output)).toBeLessThan(allowedFor(file, item.name));
        });
        expect(tensorsAlive()).toBe(before);
      });
    },
  );
}
