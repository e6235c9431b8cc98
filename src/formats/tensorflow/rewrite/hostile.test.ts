import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadError, type TfModel } from '../../../model/index.ts';
import { body, calls, input, node, program, read } from './testing.ts';

const stopsOf = (model: TfModel): (string | null)[] => [...model.calls.values()].map(({ stop }) => stop);
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe('a hostile graph', () => {
  it('whose functions call themselves stops where it does', async () => {
    const loop = body('f', [node('again', 'PartitionedCall', ['x'], { f: calls('f') })], 'again:output:0');
    const model = await read(
      program([input, node('y', 'PartitionedCall', ['x'], { f: calls('f') })], [loop]),
    );
    expect(stopsOf(model).join()).toContain('calls itself');
  });

  it('whose functions call each other deeper and deeper stops', async () => {
    const chain = Array.from({ length: 200 }, (_, i) =>
      body(`f${i}`, [node('next', 'PartitionedCall', ['x'], { f: calls(`f${i + 1}`) })], 'next:output:0'),
    );
    const model = await read(
      program([input, node('y', 'PartitionedCall', ['x'], { f: calls('f0') })], chain),
    );
    expect(stopsOf(model).join()).toContain('nested more than 64 deep');
  });

  it('that doubles at every call is refused before it fills the memory', async () => {
    const doubling = Array.from({ length: 40 }, (_, i) =>
      body(
        `f${i}`,
        [
          node('one', 'PartitionedCall', ['x'], { f: calls(`f${i + 1}`) }),
          node('two', 'PartitionedCall', ['one:output:0'], { f: calls(`f${i + 1}`) }),
          node('sum', 'AddV2', ['one:output:0', 'two:output:0']),
        ],
        'sum:z:0',
      ),
    );
    const last = body('f40', [node('same', 'Relu', ['x'])], 'same:activations:0');
    const error = await failure(
      read(program([input, node('y', 'PartitionedCall', ['x'], { f: calls('f0') })], [...doubling, last])),
    );
    expect(error).toBeInstanceOf(ReadError);
    expect((error as ReadError).code).toBe('too-large');
  });

  it('that calls what the file does not hold says so', async () => {
    const model = await read(
      program([input, node('y', 'StatefulPartitionedCall', ['x'], { f: calls('gone') })]),
    );
    expect(stopsOf(model)).toEqual([expect.stringContaining('gone, which the file does not hold')]);
  });

  it('that gives a function another number of arguments says so', async () => {
    const one = body('f', [node('same', 'Relu', ['x'])], 'same:activations:0');
    const model = await read(
      program([input, node('y', 'PartitionedCall', ['x', 'x'], { f: calls('f') })], [one]),
    );
    expect(stopsOf(model).join()).toContain('takes 1 arguments and is given 2');
  });

  it('whose variable has no value in the file says which', async () => {
    const nodes = [
      input,
      node('w', 'VarHandleOp', [], {
        shared_name: { kind: 's', value: new TextEncoder().encode('dense/kernel') },
      }),
    ];
    const model = await read(
      program([...nodes, node('r', 'ReadVariableOp', ['w']), node('y', 'MatMul', ['x', 'r'])]),
    );
    expect(stopsOf(model).join()).toContain('no value for the variable dense/kernel');
  });

  it('that reads what nothing makes says so', async () => {
    const model = await read(program([input, node('y', 'Relu', ['nobody'])]));
    expect(stopsOf(model)).toContain('The graph reads nobody, which it does not hold.');
  });

  it('whose tensors are made of themselves by way of a name is damaged', async () => {
    const ring = [node('y', 'Identity', ['z']), node('z', 'Identity', ['y'])];
    const error = await failure(read(program([input, ...ring])));
    expect((error as ReadError).code).toBe('corrupt');
  });

  it('whose two sides are not sides of one decision stops', async () => {
    const nodes = [
      ...[input, node('p', 'Any', ['x']), node('q', 'All', ['x'])],
      ...[node('a', 'Switch', ['x', 'p']), node('b', 'Switch', ['x', 'q'])],
      node('y', 'Merge', ['a:0', 'b:1']),
    ];
    expect(stopsOf(await read(program(nodes))).join()).toContain('chooses between branches');
  });
});

describe('groups', () => {
  it('run one after the other, whatever scopes operations have', async () => {
    const edges = fc.array(fc.tuple(fc.nat(30), fc.nat(30), fc.constantFrom('a', 'b', 'c', 'a/d', 'b/e')), {
      minLength: 1,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(edges, async (list) => {
        const names: string[] = ['x'];
        const nodes = list.map(([one, other, scope], i) => {
          const inputs = [names[one % names.length] as string, names[other % names.length] as string];
          const name = `${scope}/Add_${i}`;
          names.push(name);
          return node(name, 'AddV2', inputs);
        });
        const { graph, calls: subgraphs } = await read(program([input, ...nodes]), `${names.at(-1)}:0`);
        const done = new Set<string>();
        for (const it of graph.nodes) {
          for (const argument of it.args)
            expect(argument.kind === 'tensor' && done.has(argument.ref.node)).toBe(true);
          done.add(it.id);
        }
        expect(new Set(graph.nodes.map(({ id }) => id)).size).toBe(graph.nodes.length);
        const inside = [...subgraphs.values()].flatMap((it) => it.nodes.filter(({ op }) => op === 'AddV2'));
        expect(new Set(inside.map(({ name }) => name)).size).toBe(inside.length);
      }),
      { numRuns: 100 },
    );
  });
});
