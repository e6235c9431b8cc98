import { beforeAll, describe, expect, it } from 'vitest';
import { switchBackend } from './backends.ts';
import { caseFiles, gapOf, readCases, runCase, tensorsAlive, useInstalledWasm } from './testing.ts';

beforeAll(useInstalledWasm);

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
          expect(gapOf(output, item.outputs[i] as typeof output)).toBeLessThan(1e-5);
        });
        expect(tensorsAlive()).toBe(before);
      });
    },
  );
}
