import { describe, expect, it } from 'vitest';
import type { OpenModel, Variable } from '../../model/index.ts';
import { digestOf, type ExpectedTensor, expectedFiles, openConverted } from './testing.ts';

interface OnnxFacts {
  readonly producer: string;
  readonly ir: number;
  readonly nodes: readonly (readonly [op: string, name: string, inputs: string[], outputs: string[]])[];
  readonly tensors: Readonly<Record<string, ExpectedTensor>>;
}

interface TfliteFacts {
  readonly ops: readonly (readonly [op: string, inputs: number[], outputs: number[]])[];
  readonly tensors: readonly ExpectedTensor[];
}

/** Texts: NumPy keeps objects, which have no bytes. */
const isText = ({ dtype }: { dtype: string }): boolean => dtype === 'object' || dtype === 'string';

async function found(model: OpenModel): Promise<Map<string, [string, readonly number[], string]>> {
  const rows = model.artifact.variables.filter((it) => !isText(it));
  const entries = rows.map(
    async (it) => [it.place, [it.dtype, it.shape, await digestOf(model, it)]] as const,
  );
  return new Map(await Promise.all(entries)) as Map<string, [string, readonly number[], string]>;
}

describe.each(expectedFiles<OnnxFacts>('.onnx'))('%s', (file, facts) => {
  it('opens with the nodes, names and bytes that the ONNX library reads', async () => {
    const model = await openConverted(file);
    const { artifact } = model;
    const values = await found(model);
    for (const [name, { dtype, shape, sha256 }] of Object.entries(facts.tensors))
      if (!isText({ dtype })) expect(values.get(name), name).toEqual([dtype, shape, sha256]);
    const own = artifact.layers.filter(({ id }) => !id.includes('_branch/'));
    const ops = own.flatMap(({ className }) => className.split(' + '));
    expect(ops).toEqual(facts.nodes.map(([op]) => op).filter((op) => op !== 'Constant'));
    expect(artifact.notes[0]?.message).toContain(`IR version ${facts.ir}`);
    expect(artifact.graph).toEqual({ missing: expect.stringContaining('not run here') });
    expect(artifact.producer.backend).toBe(facts.producer.trim());
  });
});

describe.each(expectedFiles<TfliteFacts>('.tflite'))('%s', (file, facts) => {
  it('opens with the operators and bytes that TensorFlow Lite reads, quantised ones as real values', async () => {
    const model = await openConverted(file);
    const values = await found(model);
    // The interpreter packs some weights anew when it prepares to run; those are in no file.
    const stored = facts.tensors.filter(({ name }) => name !== 'Conv_hwcn_weights');
    for (const { name = '', dtype, shape, sha256, real } of stored)
      expect(values.get(name), name).toEqual(real ? ['float32', shape, real] : [dtype, shape, sha256]);
    expect(values.size).toBe(stored.length);
    const ops = model.artifact.layers.flatMap(({ className }) => className.split(' + '));
    const computed = facts.ops.filter(([op, inputs]) => op !== 'DEQUANTIZE' || !isConstant(inputs[0], facts));
    expect(ops).toEqual(computed.map(([op]) => op));
  });
});

function isConstant(index: number | undefined, { tensors }: TfliteFacts): boolean {
  return tensors.some((it) => 'index' in it && it.index === index);
}

describe.each(expectedFiles<Record<string, ExpectedTensor>>('.safetensors'))('%s', (file, tensors) => {
  it('opens with the names and bytes that the safetensors library reads', async () => {
    const model = await openConverted(file);
    const wanted = Object.entries(tensors).map(
      ([name, { dtype, shape, sha256 }]) => [name, [dtype, shape, sha256]] as const,
    );
    expect(await found(model)).toEqual(new Map(wanted));
    expect(model.artifact.holds).toBe('weights');
  });
});

const rolesOf = ({ artifact }: OpenModel): Map<string, Variable> =>
  new Map(artifact.variables.filter(({ purpose }) => purpose === 'weight').map((it) => [it.id, it]));

describe('a TensorFlow Lite file with what converters write seldom', () => {
  it('is read as far as it can be: values behind the flatbuffer, a graph inside, old and own operators', async () => {
    const model = await openConverted('hand.tflite');
    const [[, sums]] = expectedFiles<Record<string, string>>('hand-lite') as [
      [string, Record<string, string>],
    ];
    const digests = model.artifact.variables.map(
      async (it) => [it.place, await digestOf(model, it)] as const,
    );
    expect(Object.fromEntries(await Promise.all(digests))).toEqual(sums);
    expect(model.artifact.layers.map(({ id, className }) => [id, className])).toEqual([
      ['y0', 'FULLY_CONNECTED'],
      ['y1', 'Mine'],
      ['y2', 'Other'],
      ['body/tensor 2', 'GELU'],
    ]);
  });

  it('names every tensor that is not read, and why', async () => {
    const { artifact } = await openConverted('hand.tflite');
    const unread = artifact.notes
      .filter(({ code }) => code === 'unread-tensor')
      .map(({ message }) => message);
    expect(unread).toEqual([
      'Tensor "four bits" [4] is of type INT4, so its values are not read.',
      'Tensor "blocks" [4, 3] is of type INT8, quantised in blocks, so its values are not read.',
      'Tensor "sparse" [4, 3] is stored without its zeros (sparse), so its values are not read.',
    ]);
  });
});

describe('constants of a converted model', () => {
  it('have the parts that their operation gives them', async () => {
    const hand = rolesOf(await openConverted('hand.onnx'));
    expect([...hand.keys()].sort()).toEqual(
      [
        ...['conv/kernel', 'conv/bias', 'fc/kernel', 'fc/bias', 'scale/input_1'],
        ...['bn/gamma', 'bn/beta', 'bn/moving_mean', 'bn/moving_variance'],
      ].sort(),
    );
    const lite = rolesOf(await openConverted('cnn-float.k215.tflite'));
    expect([...lite.values()].map(({ role }) => role)).toEqual([
      ...['kernel', 'bias', 'kernel', 'bias', 'input_1', 'input_1'],
      ...['kernel', 'bias', 'kernel', 'bias'],
    ]);
  });

  it('of a branch belong to the operations inside it', async () => {
    const { artifact } = await openConverted('branch.onnx');
    expect(artifact.layers.map(({ id, className }) => [id, className])).toEqual([
      ['choice', 'If'],
      ['choice/else_branch/noa', 'Add'],
      ['choice/then_branch/yesa', 'Add'],
    ]);
    expect(artifact.variables.map(({ layer }) => layer)).toEqual([
      'choice/else_branch/noa',
      'choice/then_branch/yesa',
    ]);
  });

  it('say how they were rounded, each channel by its own step', async () => {
    const { artifact } = await openConverted('cnn-int8.k315.tflite');
    const kernel = artifact.variables.find(({ place }) => place === 'cnn_1/stem_1/convolution');
    expect(kernel?.rounded).toMatchObject({ to: 'int8', steps: { axis: 0 } });
    expect(artifact.notes.map(({ message }) => message).join()).toContain('scale · (q − zero point)');
  });
});
