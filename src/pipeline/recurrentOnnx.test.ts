import { describe, expect, it } from 'vitest';
import { fixtureFile, OPTIONS, testPipeline } from './testing.ts';

/** How each weight of a Keras model was found in what was exported of it. */
async function found(name: string): Promise<Map<string, string>> {
  const pipeline = testPipeline();
  await pipeline.open('a', [fixtureFile(`recurrent/${name}.k315.keras`)]);
  await pipeline.open('b', [fixtureFile(`recurrent/${name}.k315.onnx`)]);
  const result = await pipeline.compare(OPTIONS, {});
  if (!result.ok) throw new Error(result.failure.message);
  expect(result.value.verdict).toBe('inconclusive');
  const rows = result.value.variables.filter(({ a }) => a !== null);
  return new Map(rows.map(({ a, status }) => [a as string, status]));
}

describe('A recurrent model and its ONNX export', () => {
  it('has the weights of every LSTM, gate by gate', async () => {
    const statuses = await found('lstm');
    expect([...statuses.keys()]).toHaveLength(7);
    expect(new Set(statuses.values())).toEqual(new Set(['identical']));
  });

  it('has the weights of both directions of an LSTM', async () => {
    const both = [...(await found('bi'))].filter(([id]) => id.startsWith('both/'));
    expect(both).toHaveLength(6);
    expect(new Set(both.map(([, status]) => status))).toEqual(new Set(['identical']));
  });
});
