import { describe, expect, it } from 'vitest';
import { openModel } from '../openModel.ts';
import { openFixture, setOf, unpacked } from './testing.ts';

describe('a checkpoint', () => {
  it('opens from its folder, from its index among other files, and from a zip alike', async () => {
    const folder = await unpacked('mlp-k215-weights');
    const ids = async (opened: ReturnType<typeof openModel>): Promise<string[]> =>
      (await opened).artifact.variables.map(({ id }) => id);
    const wanted = await ids(openFixture('mlp-k215-weights'));
    expect(wanted.length).toBeGreaterThan(3);
    expect(await ids(openModel(setOf(folder)))).toEqual(wanted);
    const more = { ...folder, 'notes.txt': new Uint8Array(3) };
    expect(await ids(openModel(setOf(more, 'weights.index')))).toEqual(wanted);
    const { checkpoint: _, ...files } = folder;
    expect(await ids(openModel(setOf(files)))).toEqual(wanted);
  });

  it('is the latest of those that its folder lists, and the others are named', async () => {
    const { artifact, tensors } = await openFixture('several');
    expect(artifact.notes.map(({ code }) => code)).toEqual(['other-checkpoints']);
    expect(artifact.notes[0]?.message).toContain('ckpt-1, ckpt-2');
    const value = artifact.variables.find(({ id }) => id === 'value');
    if (!value) throw new Error('no value');
    const { bytes } = await tensors.read(value);
    expect([...new Float32Array(bytes.slice().buffer)]).toEqual([2.5, 2.75, 3.375]);
  });

  it('tells weights from what an optimizer keeps, slots and lists alike', async () => {
    for (const id of ['slots-k215-weights', 'mlp-k215-weights', 'mlp-k315-optimizer', 'tf1-saver']) {
      const { artifact } = await openFixture(id);
      const weights = artifact.variables.filter(({ purpose }) => purpose === 'weight').map((it) => it.id);
      expect(weights.join(' ')).not.toMatch(/adam|iter|learning_rate|power|global_step|momentum/i);
      expect(weights.length).toBeGreaterThan(2);
    }
  });

  it('keeps weights of Keras 3 that only the optimizer lists', async () => {
    const { artifact } = await openFixture('subclassed-k315-checkpoint');
    const weights = artifact.variables.filter(({ purpose }) => purpose === 'weight');
    expect(weights.map(({ shape }) => shape.join('x')).sort()).toEqual(['2', '3', '3', '3x2', '3x3', '3x3']);
  });

  it('names what it passes over: types that no model computes with', async () => {
    const { artifact } = await openFixture('types-checkpoint');
    expect(artifact.notes.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringMatching(/^unreadable-type: .*complex128/),
    ]);
  });
});

describe('a SavedModel', () => {
  it('says which variable each captured input of a function is', async () => {
    for (const id of [
      'nested-k215-saved',
      'mlp-k215-export',
      'mlp-k315-export',
      'mlp-k315-saved',
      'subclassed-k215-saved',
    ]) {
      const { program, artifact } = await openFixture(id);
      const { main, graph, functions } = program ?? {};
      const call = graph?.nodes.find(({ name }) => name === main?.outputs[0]?.tensor?.replace(/:\d+$/, ''));
      const f = call?.attrs.get('f');
      if (f?.kind !== 'func') throw new Error(`${id} calls no function`);
      const captures = functions?.get(f.value.name)?.captures ?? [];
      const body = graph?.functions.get(f.value.name);
      expect(body?.signature.inputs.length).toBe((main?.inputs.length ?? 0) + captures.length);
      const ids = new Set(artifact.variables.map((it) => it.id));
      for (const capture of captures) {
        if (capture.kind !== 'variable') continue;
        expect(ids).toContain(capture.variable);
      }
      expect(captures.length).toBeGreaterThan(0);
    }
  });

  it('of a subclassed model lists its layers with the classes that Keras states', async () => {
    const { artifact } = await openFixture('subclassed-k215-saved');
    const owners = artifact.layers.filter(({ variables }) => variables.length > 0);
    const found = owners.map(({ className, variables }) => `${className} ${variables.length}`);
    expect(found).toEqual(['Dense 2', 'Dense 2', 'Dense 2']);
  });

  it('of TensorFlow 1 knows its variables by name', async () => {
    const { program } = await openFixture('tf1-saved');
    expect(program?.kind).toBe('tf1');
    expect(program?.main?.inputs.map(({ key, tensor }) => `${key} ${tensor}`)).toEqual(['x x:0']);
    expect(program?.variables.get('dense/kernel')).toBe('dense/kernel');
  });

  it('decodes every function, and constants as TensorFlow fills them', async () => {
    const { program } = await openFixture('norms-k212-saved');
    const library = program?.graph.functions;
    if (!library) throw new Error('no functions');
    const nodes = library.names.flatMap((name) => library.get(name)?.nodes ?? []);
    expect(nodes.length).toBeGreaterThan(100);
    let constants = 0;
    for (const { op, attrs } of nodes) {
      const value = attrs.get('value');
      if (op !== 'Const' || value?.kind !== 'tensor') continue;
      const { dtype, shape } = value.value.value();
      expect([dtype, shape]).toEqual([value.value.dtype, value.value.shape]);
      constants++;
    }
    expect(constants).toBeGreaterThan(20);
  });

  it('that is written as text, or in chunks, is refused with what to do', async () => {
    const text = new TextEncoder().encode('saved_model_schema_version: 1\nmeta_graphs {\n}\n');
    await expect(openModel(setOf({ 'saved_model.pbtxt': text, 'variables/x': text }))).rejects.toThrow(
      'as text',
    );
    const chunks = Uint8Array.from([0x83, 0xaf, 0x70, 0xd1, 0x0d, 0x88, 0x4a, 0x3f, ...new Uint8Array(56)]);
    await expect(openModel(setOf({ 'saved_model.cpb': chunks, 'variables/x': text }))).rejects.toThrow(
      'chunks',
    );
  });
});
