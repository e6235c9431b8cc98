import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../formats/index.ts';
import { ReadError } from '../model/index.ts';
import type { Report } from '../report/index.ts';
import { parseReport, toJson } from '../report/index.ts';
import { fixtureFile, OPTIONS, testPipeline } from './testing.ts';

/** Compares two fixtures of `fixtures/converted`. */
async function compared(a: string, b: string, folder = 'converted/'): Promise<Report> {
  const pipeline = testPipeline();
  for (const [slot, name] of [['a', a] as const, ['b', b] as const]) {
    const opened = await pipeline.open(slot, [fixtureFile(name.includes('/') ? name : folder + name)]);
    if (!opened.ok) throw new Error(opened.failure.message);
  }
  const result = await pipeline.compare(OPTIONS, {});
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

/** What became of each weight of A that B holds in some form. */
const fates = ({ variables }: Report): Record<string, string> =>
  Object.fromEntries(
    variables.flatMap(({ a, b, status, transform }) => (a && b ? [[a, transform ?? status] as const] : [])),
  );

describe('a Keras model beside what was converted of it', () => {
  it.each([
    ['mlp.k315.keras', 'mlp.k315.onnx', 'identical', 'identical'],
    ['mlp.k315.keras', 'mlp-float.k315.tflite', 'transposed', 'identical'],
    ['mlp.k215.h5', 'mlp-float.k215.tflite', 'transposed', 'identical'],
    ['mlp.k315.keras', 'mlp-int8.k315.tflite', 'transposed-and-rounded', 'rounded'],
  ])('%s and %s: every weight is found, kernels %s, biases %s', async (a, b, kernels, biases) => {
    const report = await compared(a, b);
    const wanted = Object.entries(fates(report));
    expect(wanted.length).toBe(report.a.variableCount);
    for (const [name, fate] of wanted)
      expect([name, fate]).toEqual([name, name.endsWith('kernel') ? kernels : biases]);
    expect(report.verdict).toBe('inconclusive');
    expect(report.headline).toContain(
      `${report.a.variableCount} of the ${report.a.variableCount} weight tensors`,
    );
    expect(report.findings.map(({ cause }) => cause)).not.toContain('C14');
    expect(report.findings.map(({ grade }) => grade)).not.toContain('proven');
    expect(parseReport(toJson(report))).toEqual(report);
  });

  it('tells which kernels the converter quantised: small ones it leaves alone', async () => {
    for (const [a, b] of [
      ['wide.k315.keras', 'wide-dynamic.k315.tflite'],
      ['wide.k215.h5', 'wide-dynamic.k215.tflite'],
    ] as const)
      expect(fates(await compared(a, b))).toEqual({
        'broad/kernel': 'transposed-and-rounded',
        'broad/bias': 'identical',
        'narrow/kernel': 'transposed',
        'narrow/bias': 'identical',
      });
  });

  it('finds convolutions and depthwise ones through their layouts, and does not blame what was folded', async () => {
    for (const b of ['cnn.k315.onnx', 'cnn-float.k315.tflite']) {
      const report = await compared('cnn.k315.keras', b);
      expect(fates(report)).toMatchObject({
        'stem/kernel': 'transposed',
        'depth/kernel': b.endsWith('onnx') ? 'transposed' : 'reshaped',
        'plain/kernel': 'transposed',
        'stem/bias': 'identical',
      });
      expect(report.verdict).toBe('inconclusive');
      expect(report.findings.map(({ cause, grade }) => `${cause} ${grade}`)).toEqual(['C55 possible']);
      expect(report.findings[0]?.explanation).toContain('norm/gamma');
    }
  });

  it('tells two layers of one shape apart by their names, whichever side is converted', async () => {
    const report = await compared('nested.k315.onnx', 'nested.k315.keras');
    expect(report.layers.filter(({ a, b }) => a && b).map(({ b }) => b)).toEqual([
      ...['dense', 'block/wide', 'block/dense', 'tail'],
    ]);
  });

  it('says that other weights are not found', async () => {
    const report = await compared('nested.k315.keras', 'mlp.k315.onnx');
    expect(report.verdict).toBe('inconclusive');
    expect(report.headline).toContain('0 of the 8 weight tensors');
  });

  it('is not run with inputs, and says so', async () => {
    const report = await compared('mlp.k315.keras', 'mlp-float.k315.tflite');
    expect(report.runs).toEqual([]);
    expect(report.b?.runs).toEqual({ can: false, because: expect.stringContaining('not run here') });
  });
});

describe('two converted models', () => {
  it('differ where their weights do', async () => {
    const report = await compared('mlp.k315.onnx', 'nested.k315.onnx');
    expect(report.verdict).toBe('different');
  });

  it('of different formats are held against each other by content', async () => {
    const report = await compared('mlp.k315.onnx', 'mlp-float.k315.tflite');
    expect(report.verdict).toBe('inconclusive');
    expect(Object.values(fates(report)).sort()).toEqual(
      [...new Array<string>(3).fill('identical'), ...new Array<string>(3).fill('transposed')].sort(),
    );
  });
});

describe('safetensors beside a model', () => {
  it.each([
    ['cnn.k315.keras', 'cnn-paths.safetensors'],
    ['nested.k315.keras', 'nested-paths.safetensors'],
    ['mlp.k315.keras', 'mlp-store.safetensors'],
    ['mlp.k315.keras', 'mlp-dotted.safetensors'],
  ])('%s and %s: names fit, so the architecture is borrowed and both are run', async (a, b) => {
    const report = await compared(a, b);
    expect(report.verdict).toBe('equivalent');
    expect(new Set(report.variables.map(({ status }) => status))).toEqual(new Set(['identical']));
    expect(report.runs).toHaveLength(1);
  });

  it('under foreign names are held against it by content, and decide nothing', async () => {
    const report = await compared('mlp.k315.keras', 'types.safetensors');
    expect(report.verdict).toBe('inconclusive');
    expect(report.headline).toContain('those of another library');
  });

  it('as PyTorch names and stores them are found by content, transposed', async () => {
    for (const [a, b] of [
      ['mlp.k315.keras', 'mlp-torch.safetensors'],
      ['mlp-torch.safetensors', 'mlp.k315.keras'],
    ] as const) {
      const report = await compared(a, b);
      expect(Object.values(fates(report)).sort()).toEqual([
        ...new Array<string>(3).fill('identical'),
        ...new Array<string>(3).fill('transposed'),
      ]);
      expect(report.verdict).toBe('inconclusive');
      expect(report.headline).toContain('6 of the 6 weight tensors of mlp.k315.keras');
      expect(report.findings).toEqual([]);
    }
  });

  it('of two files decide by themselves', async () => {
    expect((await compared('mlp-dotted.safetensors', 'mlp-dotted.safetensors')).verdict).toBe('identical');
    expect((await compared('cnn-paths.safetensors', 'nested-paths.safetensors')).verdict).toBe('different');
  });
});

describe('tensors of types that are not read', () => {
  /** A safetensors file of one readable tensor and one in eight bits. */
  function file(name: string, eight: readonly number[]) {
    const header = JSON.stringify({
      'dense/kernel': { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
      'dense/bias': { dtype: 'F8_E4M3', shape: [4], data_offsets: [8, 12] },
    });
    const bytes = new Uint8Array(8 + header.length + 12);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
    bytes.set(new TextEncoder().encode(header), 8);
    bytes.set([0, 0, 128, 63, 0, 0, 0, 64, ...eight], 8 + header.length);
    return { name, path: name, blob: memorySource(name, bytes) };
  }

  it('never make two files the same, though all else is', async () => {
    const pipeline = testPipeline();
    await pipeline.open('a', [file('a.safetensors', [1, 2, 3, 4])]);
    await pipeline.open('b', [file('b.safetensors', [1, 2, 3, 5])]);
    const result = await pipeline.compare(OPTIONS, {});
    expect(result.ok && result.value.verdict).toBe('inconclusive');
    expect(result.ok && result.value.headline).toContain('"dense/bias" [4] is stored as F8_E4M3');
  });
});

describe('a file that ends while its values are compared', () => {
  it('is an error, and never the same', async () => {
    const whole = new Uint8Array(
      readFileSync(new URL('../../fixtures/converted/mlp.k315.onnx', import.meta.url)),
    );
    const source = memorySource('b.onnx', whole);
    const cut = {
      ...source,
      resident: false,
      read: () => Promise.reject(new ReadError('truncated', 'It ends here.')),
    };
    const pipeline = testPipeline();
    await pipeline.open('a', [fixtureFile('converted/mlp.k315.onnx')]);
    await pipeline.open('b', [{ name: 'b.onnx', path: 'b.onnx', blob: cut }]);
    const result = await pipeline.compare(OPTIONS, {});
    expect(result).toMatchObject({ ok: false, failure: { code: 'truncated' } });
  });
});
