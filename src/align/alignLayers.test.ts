import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Layer, ModelArtifact, Variable } from '../model/index.ts';
import { alignLayers } from './index.ts';

interface Sketch {
  readonly name: string;
  readonly units: number;
  readonly className?: string;
  readonly content?: string;
  /** A scope of TensorFlow operations, without variables. */
  readonly isScope?: true;
}

/** A chain of layers with a kernel each, enough of a model to line up. */
function model(sketches: readonly Sketch[]): ModelArtifact {
  const layers = sketches.map(({ name, className = 'Dense', isScope }): Layer => {
    const at = name.lastIndexOf('/');
    const parent = at < 0 ? null : name.slice(0, at);
    return {
      id: name,
      name: name.slice(at + 1),
      kind: isScope ? 'tensorflow' : 'layer',
      className,
      module: null,
      config: {},
      build: null,
      parent,
      variables: isScope ? [] : [`${name}/kernel`],
    };
  });
  const variables = sketches
    .filter(({ isScope }) => !isScope)
    .map(
      ({ name, units }): Variable => ({
        id: `${name}/kernel`,
        layer: name,
        role: 'kernel',
        purpose: 'weight',
        named: 'file',
        dtype: 'float32',
        shape: [4, units],
        byteLength: 16 * units,
        place: name,
        storage: { member: null, layout: { kind: 'contiguous', offset: 0, byteLength: 16 * units } },
      }),
    );
  return {
    name: 'model',
    format: 'keras-v3',
    holds: 'model',
    byteLength: 0,
    producer: { kerasVersion: '3.15.1', backend: null, savedAt: null },
    className: 'Functional',
    config: {},
    layers,
    graph: { missing: 'a sketch' },
    variables,
    compile: null,
    notes: [],
  };
}

/** Pairs as text: `a = b (how)`, `a = -`, `- = b`. */
async function aligned(a: readonly Sketch[], b: readonly Sketch[]): Promise<string[]> {
  const content = new Map([
    ...a.map((it) => [`a ${it.name}`, it.content] as const),
    ...b.map((it) => [`b ${it.name}`, it.content] as const),
  ]);
  const pairs = await alignLayers(model(a), model(b), [], (side, { layer }) =>
    Promise.resolve(content.get(`${side} ${layer.id}`) ?? null),
  );
  return pairs.map((pair) => {
    if (pair.kind === 'only-a') return `${pair.a} = -`;
    return pair.kind === 'only-b' ? `- = ${pair.b}` : `${pair.a} = ${pair.b} (${pair.how})`;
  });
}

const scopes = (...names: readonly string[]): Sketch[] =>
  names.map((name) => ({ name, units: 0, className: 'BiasAdd + MatMul', isScope: true }));
const layers = (...names: readonly string[]): Sketch[] => names.map((name) => ({ name, units: 3 }));

describe('layers line up', () => {
  it('by the names that people gave, in any order', async () => {
    expect(await aligned(layers('encoder', 'decoder'), layers('decoder', 'encoder'))).toEqual([
      'encoder = encoder (name)',
      'decoder = decoder (name)',
    ]);
  });

  it('by position when every automatic name is shifted', async () => {
    expect(
      await aligned(layers('dense', 'dense_1', 'dense_2'), layers('dense_3', 'dense_4', 'dense_5')),
    ).toEqual(['dense = dense_3 (position)', 'dense_1 = dense_4 (position)', 'dense_2 = dense_5 (position)']);
  });

  it('by position when automatic names overlap but mean other layers', async () => {
    expect(await aligned(layers('dense', 'dense_1'), layers('dense_1', 'dense_2'))).toEqual([
      'dense = dense_1 (position)',
      'dense_1 = dense_2 (position)',
    ]);
  });

  it('by content where names changed and the order too', async () => {
    const a = [
      { name: 'left', units: 3, content: 'L' },
      { name: 'right', units: 3, content: 'R' },
    ];
    const b = [
      { name: 'rechts', units: 3, content: 'R' },
      { name: 'links', units: 3, content: 'L' },
    ];
    expect(await aligned(a, b)).toEqual(['left = links (content)', 'right = rechts (content)']);
  });

  it('by name even where contents are exchanged: that disagreement is the diagnosis', async () => {
    const a = [
      { name: 'left', units: 3, content: 'L' },
      { name: 'right', units: 3, content: 'R' },
    ];
    const b = [
      { name: 'left', units: 3, content: 'R' },
      { name: 'right', units: 3, content: 'L' },
    ];
    expect(await aligned(a, b)).toEqual(['left = left (name)', 'right = right (name)']);
  });

  it('around an inserted and a removed layer', async () => {
    const a = [
      { name: 'dense', units: 3 },
      { name: 'gone', units: 7, className: 'Conv1D' },
      { name: 'dense_1', units: 5 },
    ];
    const b = [
      { name: 'dense_7', units: 3 },
      { name: 'dense_8', units: 9 },
      { name: 'dense_9', units: 5 },
    ];
    expect(await aligned(a, b)).toEqual([
      'dense = dense_7 (position)',
      '- = dense_8',
      'gone = -',
      'dense_1 = dense_9 (position)',
    ]);
  });

  it('between a nested model and the same layers without it', async () => {
    expect(await aligned(layers('block/first', 'block/second'), layers('first', 'second'))).toEqual([
      'block/first = first (name)',
      'block/second = second (name)',
    ]);
  });

  it('with the scopes that Keras 3 exports, which TensorFlow counts up', async () => {
    expect(
      await aligned(layers('dense', 'dense_1', 'head'), scopes('dense_2', 'dense_1_1', 'head_1')),
    ).toEqual(['dense = dense_2 (name)', 'dense_1 = dense_1_1 (name)', 'head = head_1 (name)']);
  });

  it('with the scopes of tf.keras, which are the names of the layers', async () => {
    expect(await aligned(scopes('dense', 'dense_1', 'head'), layers('dense', 'dense_1', 'head'))).toEqual([
      'dense = dense (name)',
      'dense_1 = dense_1 (name)',
      'head = head (name)',
    ]);
  });

  it('by hand before anything else, and refuses a layer that is not there', async () => {
    const [a, b] = [model(layers('first', 'second')), model(layers('first', 'second'))];
    const none = (): Promise<null> => Promise.resolve(null);
    const pairs = await alignLayers(a, b, [{ a: ['first'], b: ['second'] }], none);
    expect(pairs[0]).toMatchObject({ a: 'first', b: 'second', how: 'by-hand', confidence: 1 });
    await expect(alignLayers(a, b, [{ a: ['first'], b: ['third'] }], none)).rejects.toThrow(
      'B has no layer "third"',
    );
  });

  it('every layer exactly once, whatever the models are', async () => {
    const sketch = fc.record({
      name: fc.constantFrom('dense', 'dense_1', 'dense_2', 'head', 'tail', 'block/head'),
      units: fc.integer({ min: 1, max: 3 }),
    });
    const list = fc.uniqueArray(sketch, { selector: (it) => it.name, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(list, list, async (a, b) => {
        const rows = await aligned(a, b);
        const sides = rows.map((row) => row.replace(/ \(.*\)$/, '').split(' = '));
        expect(
          sides
            .map(([left]) => left)
            .filter((it) => it !== '-')
            .sort(),
        ).toEqual(a.map((it) => it.name).sort());
        expect(
          sides
            .map(([, right]) => right)
            .filter((it) => it !== '-')
            .sort(),
        ).toEqual(b.map((it) => it.name).sort());
      }),
    );
  });
});
