import { describe, expect, it } from 'vitest';
import { type OpenModel, type Tensor, toFloat64 } from '../../model/index.ts';
import { memorySource } from '../containers/index.ts';
import { writeStoredZip } from '../containers/zip/index.ts';
import { openModel } from '../openModel.ts';
import { goodSource } from '../testing.ts';
import { convertedFrom, setOf, tfjsCompanion, tfjsFixtures, tfjsFolder, withDocument } from './testing.ts';

const open = (name: string): Promise<OpenModel> => openModel(setOf(tfjsFolder(name), name));
const sources = convertedFrom();

/** Every weight under its id. */
async function valuesOf(model: OpenModel): Promise<Map<string, Tensor>> {
  const weights = model.artifact.variables.filter(({ purpose }) => purpose === 'weight');
  return new Map(
    await Promise.all(weights.map(async (it) => [it.id, await model.tensors.read(it)] as const)),
  );
}

const exact = Object.keys(sources).filter((name) => !/uint|float16|weights/.test(name));
const saved = tfjsFixtures().filter((name) => name.startsWith('saved-'));

describe('a layers model', () => {
  it.each(exact)(
    '%s has the layers, the graph and the bytes of the file it was converted from',
    async (name) => {
      const [converted, original] = [await open(name), await openModel(goodSource(sources[name] as string))];
      expect(converted.artifact.format).toBe('tfjs-layers');
      expect(await valuesOf(converted)).toEqual(await valuesOf(original));
      expect(converted.artifact.graph).toEqual(original.artifact.graph);
      expect(
        converted.artifact.layers.map(({ id, kind, className, variables }) => ({
          id,
          kind,
          className,
          variables,
        })),
      ).toEqual(
        original.artifact.layers.map(({ id, kind, className, variables }) => ({
          id,
          kind,
          className,
          variables,
        })),
      );
      expect(converted.artifact.notes).toEqual([]);
    },
  );

  it.each(saved)('%s, which TensorFlow.js saved, has the bytes that Keras loads from it', async (name) => {
    const model = await open(name);
    const keras = await valuesOf(await openModel(memorySource(name, tfjsCompanion(`${name}.h5`))));
    const own = await valuesOf(model);
    expect([...own.keys()].sort()).toEqual([...keras.keys()].sort());
    for (const [id, tensor] of keras) expect(own.get(id), id).toEqual(tensor);
    expect(model.artifact.producer.kerasVersion).toMatch(/^tfjs-layers/);
  });

  it('keeps the optimizer of TensorFlow.js apart from the weights', async () => {
    const { artifact } = await open('saved-compiled');
    expect(artifact.variables.filter(({ purpose }) => purpose === 'optimizer')).toHaveLength(9);
    expect(artifact.compile).toMatchObject({ loss: 'mean_squared_error' });
  });

  it('gives weights alone where the topology is null, and takes the architecture of the other side', async () => {
    const weights = await open('frozen-norm-weights');
    expect(weights.artifact.holds).toBe('weights');
    const architecture = await openModel(goodSource('frozen-norm-k212-h5.h5'));
    const borrowed = weights.borrow?.(architecture.artifact) as OpenModel;
    expect([...(await valuesOf(borrowed)).keys()].sort()).toEqual(
      [...(await valuesOf(architecture)).keys()].sort(),
    );
  });

  it('is the same in a zip, and in a zip of its folder', async () => {
    const folder = tfjsFolder('mlp-shards');
    for (const prefix of ['', 'mlp/']) {
      const files = Object.entries(folder).map(([name, bytes]) => ({ name: prefix + name, bytes }));
      const zipped = await openModel(memorySource('mlp.zip', writeStoredZip(files)));
      expect(await valuesOf(zipped)).toEqual(await valuesOf(await open('mlp-h5')));
    }
  });

  it('streams what lies in one shard as it is, and the same bytes come as when it is read', async () => {
    for (const name of ['mlp-h5', 'mlp-shards', 'mlp-uint8']) {
      const model = await open(name);
      for (const variable of model.artifact.variables) {
        const { bytes } = await model.tensors.read(variable);
        const part = await model.tensors.readRange(variable, 4, bytes.length - 8);
        expect([...part], `${name} ${variable.id}`).toEqual([...bytes.subarray(4, -4)]);
      }
    }
  });

  it('says where values lie: the shard, and why they cannot be taken as they are', async () => {
    const layoutOf = async (name: string, id: string) =>
      (await open(name)).artifact.variables.find((it) => it.id === id)?.storage;
    expect(await layoutOf('mlp-h5', 'first/bias')).toEqual({
      member: 'group1-shard1of1.bin',
      layout: { kind: 'contiguous', offset: 252, byteLength: 36 },
    });
    expect(await layoutOf('mlp-shards', 'first/kernel')).toMatchObject({ layout: { kind: 'inflated' } });
    expect(await layoutOf('mlp-uint8', 'first/kernel')).toMatchObject({
      layout: { kind: 'inflated', why: 'quantised as uint8' },
    });
  });

  it('has another fingerprint when a byte of a shard differs', async () => {
    const folder = tfjsFolder('mlp-h5');
    const shard = folder['group1-shard1of1.bin'] as Uint8Array;
    const changed = {
      ...folder,
      'group1-shard1of1.bin': shard.map((byte, i) => (i === 9 ? byte ^ 1 : byte)),
    };
    const digest = async (it: typeof folder) => (await openModel(setOf(it))).tensors.fingerprint();
    expect(await digest(folder)).toBe(await digest({ ...folder }));
    expect(await digest(changed)).not.toBe(await digest(folder));
  });
});

describe('quantised weights', () => {
  it.each(['mlp-uint8', 'mlp-uint16'])(
    '%s are expanded to within half a step of the originals',
    async (name) => {
      const [model, original] = [await open(name), await valuesOf(await open('mlp-h5'))];
      expect(model.artifact.notes.map(({ code }) => code)).toEqual(['quantised']);
      for (const variable of model.artifact.variables) {
        const tensor = await model.tensors.read(variable);
        expect(tensor.dtype).toBe('float32');
        const [x, y] = [toFloat64(tensor), toFloat64(original.get(variable.id) as Tensor)] as [
          Float64Array,
          Float64Array,
        ];
        const gap = Math.max(...x.map((value, i) => Math.abs(value - (y[i] as number))));
        expect(gap).toBeGreaterThan(0);
        expect(gap).toBeLessThanOrEqual(((variable.rounded?.step ?? 0) / 2) * (1 + 1e-3));
      }
    },
  );

  it('of half precision are widened', async () => {
    const [half, original] = [
      await valuesOf(await open('mlp-float16')),
      await valuesOf(await open('mlp-h5')),
    ];
    for (const [id, tensor] of half) {
      const [x, y] = [toFloat64(tensor), toFloat64(original.get(id) as Tensor)] as [
        Float64Array,
        Float64Array,
      ];
      x.forEach((value, i) => {
        expect(Math.abs(value - (y[i] as number))).toBeLessThanOrEqual(
          2 ** -11 * Math.abs(y[i] as number) + 2 ** -25,
        );
      });
    }
  });

  it('may stand beside others that are not', async () => {
    const { artifact } = await open('mlp-partly-uint8');
    expect(artifact.variables.filter(({ rounded }) => rounded).map(({ role }) => role)).toEqual([
      'kernel',
      'kernel',
      'kernel',
    ]);
  });
});

describe('a graph model', () => {
  it('has its operations grouped to layers by scope', async () => {
    const { artifact, tfjs, operations } = await open('graph-dense');
    expect(artifact.format).toBe('tfjs-graph');
    expect(artifact.variables.every(({ layer }) => artifact.layers.some(({ id }) => id === layer))).toBe(
      true,
    );
    expect(artifact.layers.some(({ className }) => className.includes('MatMul'))).toBe(true);
    expect(artifact.graph).toMatchObject({ nodes: [{ id: 'x' }, { id: 'first' }, { id: 'last' }] });
    expect([...(operations?.keys() ?? [])]).toEqual(['first', 'last']);
    expect(tfjs?.kind).toBe('graph');
    expect(tfjs?.document).toHaveProperty('modelTopology.node');
  });

  it('is told by its topology where the file states no format', async () => {
    for (const [name, format] of [
      ['graph-dense', 'tfjs-graph'],
      ['mlp-h5', 'tfjs-layers'],
    ] as const) {
      const bare = withDocument(tfjsFolder(name), (document) => {
        delete document.format;
      });
      expect((await openModel(setOf(bare))).artifact.format).toBe(format);
    }
  });
});
