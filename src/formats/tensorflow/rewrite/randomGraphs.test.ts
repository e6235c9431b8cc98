import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AttrList,
  type AttrValue,
  type FunctionDef,
  type NodeDef,
  ReadError,
  type TfModel,
} from '../../../model/index.ts';
import { PATIENCE, runs, seed } from '../../testing/campaign.ts';
import { body, calls, input, node, program, read } from './testing.ts';

const OPS = [
  ...['AddV2', 'Relu', 'Identity', 'IdentityN', 'Const', 'Placeholder', 'NoOp', 'Split', 'Pack', 'Gone'],
  ...[
    'Switch',
    'Merge',
    'Enter',
    'Exit',
    'NextIteration',
    'LoopCond',
    'While',
    'StatelessWhile',
    'If',
    'StatelessIf',
  ],
  ...[
    'PartitionedCall',
    'StatefulPartitionedCall',
    'f0',
    'f1',
    'VarHandleOp',
    'ReadVariableOp',
    'AssignVariableOp',
  ],
  ...[
    'ResourceGather',
    'HashTableV2',
    'LookupTableFindV2',
    'LookupTableImportV2',
    'InitializeTableFromTextFileV2',
  ],
  ...['TensorListReserve', 'TensorListSetItem', 'TensorListStack', 'RandomUniform', 'FusedBatchNormV3'],
];

const list = (type: AttrList['type']): AttrValue => ({
  kind: 'list',
  value: { s: [], i: [], f: [], b: [], type, shape: [], tensor: [], func: [] },
});
const whole: fc.Arbitrary<AttrValue> = fc
  .constantFrom<number | bigint>(0, 1, 2, -1, 3, 1e6, 2 ** 31, 2n ** 63n - 1n)
  .map((value) => ({ kind: 'i', value }));
const called = fc.constantFrom('f0', 'f1', 'f2', 'gone').map(calls);
const types = fc
  .array(fc.constantFrom('float32', 'bool', 'resource', 'variant', 'string' as const), { maxLength: 4 })
  .map((it) => list(it as AttrList['type']));

const attrs = fc.record(
  {
    ...{ f: called, cond: called, body: called, then_branch: called, else_branch: called },
    ...{ Tin: types, Tout: types, Tcond: types, N: whole, num_split: whole, axis: whole, batch_dims: whole },
    T: fc.oneof(types, fc.constant<AttrValue>({ kind: 'type', value: 'float32' })),
    dtype: fc.constantFrom<AttrValue>({ kind: 'type', value: 'resource' }, { kind: 'none' }),
    shared_name: fc.constantFrom<AttrValue>(
      { kind: 's', value: Uint8Array.of(120) },
      { kind: 'placeholder', value: 'T' },
    ),
    is_constant: fc.boolean().map((value): AttrValue => ({ kind: 'b', value })),
  },
  { requiredKeys: [] },
);

const name = fc.nat(11).map((i) => (i === 0 ? 'x' : i === 11 ? 'gone' : `${i % 3 === 0 ? 's/' : ''}n${i}`));
const tensor = fc
  .tuple(name, fc.constantFrom('', ':0', ':1', ':7', ':z:0', ':output:1', ':y:99999999999'), fc.boolean())
  .map(([it, output, control]) => (control && output === '' ? `^${it}` : it + output));

/** Ten operations that read each other, and what is not there, in any order: cycles and calls of themselves too. */
const nodes: fc.Arbitrary<NodeDef[]> = fc
  .array(fc.tuple(fc.constantFrom(...OPS), fc.array(tensor, { maxLength: 4 }), attrs), {
    minLength: 10,
    maxLength: 10,
  })
  .map((all) =>
    all.map(([op, inputs, own], i) =>
      node(`${(i + 1) % 3 === 0 ? 's/' : ''}n${i + 1}`, op, inputs, own as Record<string, AttrValue>),
    ),
  );

const functions: fc.Arbitrary<FunctionDef[]> = fc.tuple(
  ...[0, 1, 2].map((i) => fc.tuple(nodes, tensor).map(([own, result]) => body(`f${i}`, own, result))),
);

function expectRunnableOrder({ graph }: TfModel): void {
  const done = new Set<string>();
  for (const it of graph.nodes) {
    for (const argument of it.args)
      expect(argument.kind === 'tensor' && done.has(argument.ref.node)).toBe(true);
    expect(done.has(it.id)).toBe(false);
    done.add(it.id);
  }
}

describe('a graph of any operations', () => {
  it(
    'becomes layers in an order that runs, or is refused by name',
    async () => {
      await fc.assert(
        fc.asyncProperty(nodes, functions, tensor, async (own, library, output) => {
          const wanted = output.startsWith('^') ? 'n1:0' : output;
          const model = await read(program([input, ...own], library), wanted).catch((error: unknown) => {
            if (error instanceof ReadError) return null;
            throw error;
          });
          if (model) expectRunnableOrder(model);
        }),
        { numRuns: runs(400), verbose: 0, ...seed() },
      );
    },
    PATIENCE,
  );
});
