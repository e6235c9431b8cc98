import { beforeAll, describe, expect, it } from 'vitest';
import { switchBackend } from '../backends.ts';
import { caseFiles, readCases, runCase, useInstalledWasm } from '../testing.ts';

beforeAll(useInstalledWasm);

describe.each(caseFiles().filter((name) => /^(ops|tf)_/.test(name)))('%s:', (file) => {
  const { keras, cases } = readCases(file);
  it.each(cases.map((item) => [item.name, item] as const))('%s has the types of Keras', async (_, item) => {
    expect(await switchBackend('cpu')).toBe(true);
    const { outputs, stop } = await runCase(item, keras);
    expect(stop).toBeNull();
    expect(outputs.map(({ dtype }) => dtype)).toEqual(item.outputs.map(({ dtype }) => dtype));
  });
});
