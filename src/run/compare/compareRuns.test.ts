import { beforeAll, describe, expect, it } from 'vitest';
import { switchBackend } from '../backends.ts';
import type { RunRow } from '../RunComparison.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import { generateSamples } from '../samples/generateSamples.ts';
import { tensorsAlive, useInstalledWasm } from '../testing.ts';
import { compareRuns } from './compareRuns.ts';
import { activation, chain, dense, floats, model, type Step, wave } from './testing.ts';

beforeAll(async () => {
  useInstalledWasm();
  await switchBackend('wasm');
});

const pairs = (names: readonly string[]) => names.map((name) => ({ a: name, b: name }));
const NAMES = ['one', 'tanh', 'two', 'soft'];
const verdicts = (rows: readonly RunRow[]): string[] => rows.map((row) => row.verdict);

async function compare(a: RunnableModel, b: RunnableModel, names: readonly string[] = NAMES) {
  const samples = await generateSamples([a, b], { count: 8, seed: 0 });
  return compareRuns(a, b, pairs(names), samples, { backend: 'wasm' });
}

describe('compareRuns', () => {
  it('finds two equal models equal, and frees every tensor', async () => {
    const before = tensorsAlive();
    const run = await compare(model(), model());
    expect(verdicts(run.layers)).toEqual(['equal', 'equal', 'equal', 'equal']);
    expect(run.outputs[0]?.verdict).toBe('equal');
    expect(run.firstDivergent).toBeNull();
    expect(run.confirmedOn).toBeNull();
    expect(run.inputs.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(run.coverage).toEqual({ executed: 4, total: 4 });
    expect(tensorsAlive()).toBe(before);
  });

  it('says where a difference is born and where it is inherited, confirmed on cpu', async () => {
    const run = await compare(model(), model(0.5));
    expect(verdicts(run.layers.slice(0, 3))).toEqual(['equal', 'equal', 'born']);
    expect(run.layers[3]?.verdict).not.toBe('born');
    expect(run.layers[3]?.ownError).toBeLessThan(1e-6);
    expect(run.confirmedOn).toBe('cpu');
  });

  it('names no first divergent layer where every output agrees', async () => {
    const run = await compare(model(), model(0.5));
    expect(run.outputs[0]?.verdict).toBe('noise');
    expect(run.firstDivergent).toBeNull();
  });

  it('names the layer whose gap reaches the output, not an earlier one whose gap closes again', async () => {
    const fused = (name: string): Step => ({ ...dense(name), config: { units: 4, activation: 'tanh' } });
    const a = chain(fused('one'), dense('two'), activation('end', 'tanh'));
    const run = (end: string) =>
      compare(a, chain(dense('one'), activation('tanh', 'tanh'), dense('two'), activation('end', end)), [
        'one',
        'two',
        'end',
      ]);
    const [same, other] = [await run('tanh'), await run('sigmoid')];
    expect(verdicts(same.layers)[0]).toBe('born');
    expect(same.firstDivergent).toBeNull();
    expect(other.firstDivergent).toBe('end');
  });

  it('does not take a shift that softmax swallows for a different prediction', async () => {
    const run = await compare(model(), model(0.5));
    expect(run.layers[3]?.verdict).toBe('absorbed');
    expect(run.outputs[0]?.verdict).toBe('noise');
    expect(run.samples.some((sample) => sample.flipped)).toBe(false);
  });

  it('sees several births on the way', async () => {
    const b = chain(
      dense('one', 0.1),
      activation('tanh', 'sigmoid'),
      dense('two'),
      activation('soft', 'softmax'),
    );
    const run = await compare(model(), b);
    expect(verdicts(run.layers)).toEqual(['born', 'born', 'inherited', 'inherited']);
    expect(run.firstDivergent).toBe('one');
    expect(run.outputs[0]?.verdict).toBe('different');
  });

  it('counts decisions that change', async () => {
    const flip = {
      ...dense('two'),
      weights: { kernel: floats([4, 4], (i) => -wave(i)), bias: floats([4], () => 0) },
    };
    const b = chain(dense('one'), activation('tanh', 'tanh'), flip, activation('soft', 'softmax'));
    const run = await compare(model(), b);
    expect(run.outputs[0]?.flips).toBeGreaterThan(0);
    expect(run.samples.filter((sample) => sample.flipped)).toHaveLength(run.outputs[0]?.flips ?? -1);
  });

  it('compares what follows a layer that only one side has', async () => {
    const a = chain(
      dense('one'),
      { name: 'drop', className: 'Dropout', config: { rate: 0.5 } },
      dense('two'),
    );
    const run = await compare(a, chain(dense('one'), dense('two')), ['one', 'two']);
    expect(run.layers.map((row) => [row.a, row.b])).toEqual([
      ['one', 'one'],
      ['drop', null],
      ['two', 'two'],
    ]);
    expect(run.layers[2]).toMatchObject({ verdict: 'equal', ownError: 0, inputError: 0 });
    expect(run.layers[1]?.because).toMatch(/Only model A/);
  });

  it('says that the gap starts at a layer that only one side has, when that layer changes something', async () => {
    const rescale: Step = { name: 'rescale', className: 'Rescaling', config: { scale: 0.5, offset: 0 } };
    const b = chain(dense('one'), rescale, activation('tanh', 'tanh'), dense('two'));
    const a = chain(dense('one'), activation('tanh', 'tanh'), dense('two'));
    const run = await compare(a, b, ['one', 'tanh', 'two']);
    expect(verdicts(run.layers)).toEqual(['equal', 'born', 'inherited', 'inherited']);
    expect(run.layers[1]?.because).toMatch(
      /Only model B .* changes its input by 5\.0e-1 before it reaches tanh/,
    );
    expect(run.firstDivergent).toBe('rescale');
  });

  it('says that the gap starts at a layer that one side adds at the end', async () => {
    const run = await compare(
      chain(dense('one'), activation('soft', 'softmax')),
      chain(dense('one'), activation('soft', 'softmax'), activation('again', 'softmax')),
      ['one', 'soft'],
    );
    expect(verdicts(run.layers)).toEqual(['equal', 'equal', 'born']);
    expect(run.layers[2]?.because).toMatch(/before it reaches output/);
    expect(run.firstDivergent).toBe('again');
  });

  it('says that the gap starts at a layer that takes other inputs, though all before it is alike', async () => {
    const wired = (order: readonly string[]): RunnableModel => {
      const made = chain(dense('one'), activation('tanh', 'tanh'), dense('two'));
      const nodes = made.graph.nodes.map((node) => {
        const at = order.indexOf(node.id);
        const from = at === 0 ? 'x' : order[at - 1];
        if (at < 0 || from === undefined) return node;
        return { ...node, args: [{ kind: 'tensor' as const, ref: { node: from, output: 0 } }] };
      });
      const sorted = ['x', ...order].flatMap((id) => nodes.find((node) => node.id === id) ?? []);
      const outputs = made.graph.outputs.map((port) => ({
        ...port,
        ref: { node: order.at(-1) as string, output: 0 },
      }));
      return { ...made, graph: { ...made.graph, nodes: sorted, outputs } };
    };
    const run = await compare(wired(['one', 'tanh', 'two']), wired(['one', 'two', 'tanh']), [
      'one',
      'tanh',
      'two',
    ]);
    expect(run.firstDivergent).toBe('tanh');
    expect(run.layers.find((row) => row.a === 'tanh')?.because).toMatch(/other inputs in B/);
  });

  it('says that the gap starts where a mask is lost, though the values agree', async () => {
    const embed = (mask: boolean): Step => ({
      name: 'mask',
      className: 'Masking',
      config: { mask_value: mask ? 0 : 7 },
    });
    const flat: Step = { name: 'mean', className: 'GlobalAveragePooling1D' };
    const grow: Step = { name: 'grow', className: 'ZeroPadding1D', config: { padding: 1 } };
    const rows: Step = { name: 'rows', className: 'Reshape', config: { target_shape: [2, 2] } };
    const make = (mask: boolean) => chain(rows, grow, embed(mask), activation('tanh', 'tanh'), flat);
    const run = await compare(make(true), make(false), ['rows', 'grow', 'mask', 'tanh', 'mean']);
    expect(verdicts(run.layers)).toEqual(['equal', 'equal', 'born', 'equal', 'inherited']);
    expect(run.layers[2]?.because).toMatch(/its mask does not: 16 of 32 places/);
    expect(run.firstDivergent).toBe('mask');
  });

  it('stops at a custom layer by its name, with everything before compared', async () => {
    const before = tensorsAlive();
    const custom: Step = { name: 'mine', className: 'MyScale', kind: 'custom' };
    const make = (): RunnableModel => chain(dense('one'), custom, dense('two'));
    const run = await compare(make(), make(), ['one', 'mine', 'two']);
    expect(verdicts(run.layers)).toEqual(['equal', 'not-run', 'not-run']);
    expect(run.coverage).toMatchObject({
      executed: 1,
      total: 3,
      stoppedAt: { layer: 'mine', className: 'MyScale', side: 'a' },
    });
    expect(run.outputs).toEqual([]);
    expect(tensorsAlive()).toBe(before);
  });

  it('refuses options and weights that do not fit, by name', async () => {
    const odd = { ...dense('one'), config: { units: 4, frequency: 3 } };
    const short = { ...dense('two'), weights: { kernel: floats([3, 4], wave), bias: floats([4], wave) } };
    const run = await compare(chain(odd), chain(odd), ['one']);
    expect(run.coverage.stoppedAt?.because).toMatch(/option frequency = 3/);
    const other = await compare(chain(short), chain(short), ['two']);
    expect(other.coverage.stoppedAt?.because).toMatch(/weight "kernel" has shape 3 × 4 where .* 4 × 4/);
  });

  it('counts NaN at the same places as equal and says how many there are', async () => {
    const sick = {
      ...dense('one'),
      weights: { kernel: floats([4, 4], wave), bias: floats([4], (i) => (i ? 0 : Number.NaN)) },
    };
    const run = await compare(
      chain(sick, activation('tanh', 'relu')),
      chain(sick, activation('tanh', 'relu')),
      ['one', 'tanh'],
    );
    expect(run.layers.map((row) => [row.verdict, row.nanA, row.nanB])).toEqual([
      ['equal', 8, 8],
      ['equal', 8, 8],
    ]);
    const well = chain(dense('one'), activation('tanh', 'relu'));
    const half = await compare(chain(sick, activation('tanh', 'relu')), well, ['one', 'tanh']);
    expect(half.outputs[0]?.verdict).toBe('different');
    expect(half.firstDivergent).toBe('one');
  });

  it('is cancelled between nodes and leaves nothing behind', async () => {
    const before = tensorsAlive();
    const samples = await generateSamples([model()], { count: 2, seed: 0 });
    const signal = AbortSignal.abort();
    await expect(
      compareRuns(model(), model(), pairs(NAMES), samples, { backend: 'wasm', signal }),
    ).rejects.toThrow();
    expect(tensorsAlive()).toBe(before);
  });
});
