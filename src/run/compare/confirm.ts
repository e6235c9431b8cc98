import * as tf from '@tensorflow/tfjs-core';
import type { GraphNode } from '../../model/index.ts';
import { switchBackend } from '../backends.ts';
import { download, type HostValue } from '../hostTensor.ts';
import { ModelRun } from '../ModelRun.ts';
import type { Backend } from '../RunComparison.ts';
import type { RunnableModel } from '../RunnableModel.ts';
import type { Resolved, ResolvedCall, Value } from '../Value.ts';
import { relativeOf } from './figures.ts';
import { measureOutputs, outputsOn, withValuesOf } from './ownError.ts';

/** Both layers once more on cpu, fed A's inputs: their relative gap there, `null` when one cannot run. */
export async function confirmOnCpu(
  sides: { readonly a: RunnableModel; readonly b: RunnableModel },
  nodes: { readonly a: GraphNode; readonly b: GraphNode },
  calls: { readonly a: ResolvedCall; readonly b: ResolvedCall },
  back: Backend,
): Promise<number | null> {
  const mixed = withValuesOf(calls.b, calls.a);
  if (mixed === null) return null;
  const [carriedA, carriedB] = [await carry(calls.a), await carry(mixed)];
  await switchBackend('cpu');
  try {
    const a = await answer(sides.a, nodes.a, carriedA);
    const b = await answer(sides.b, nodes.b, carriedB);
    const figures = a && b && measureOutputs(a, b);
    return figures ? relativeOf(figures) : null;
  } finally {
    await switchBackend(back);
  }
}

/** What a layer answers to a call that was carried over. Its weights are gone before the next one's are read. */
async function answer(
  model: RunnableModel,
  node: GraphNode,
  carried: CarriedCall,
): Promise<HostValue[] | null> {
  const run = new ModelRun(model, new Map(), []);
  const { call, tensors } = land(carried);
  try {
    return await outputsOn(run, node, call);
  } finally {
    tf.dispose(tensors);
    run.dispose();
  }
}

type Carried =
  | {
      readonly kind: 'value';
      readonly tensor: Packed;
      readonly mask: Packed | null;
      readonly half: Value['half'];
      readonly whole: Value['whole'];
    }
  | Exclude<Resolved, { kind: 'value' | 'list' | 'dict' }>
  | { readonly kind: 'list'; readonly items: readonly Carried[] }
  | { readonly kind: 'dict'; readonly entries: Readonly<Record<string, Carried>> };

type Packed = Awaited<ReturnType<typeof download>>;

interface CarriedCall {
  readonly args: readonly Carried[];
  readonly kwargs: Readonly<Record<string, Carried>>;
}

/** A call's tensors as plain numbers, to cross from one backend to another. */
async function carry(call: ResolvedCall): Promise<CarriedCall> {
  const one = async (argument: Resolved): Promise<Carried> => {
    switch (argument.kind) {
      case 'value': {
        const { tensor, mask, half, whole } = argument.value;
        const carried = mask && (await download(mask));
        return { kind: 'value', tensor: await download(tensor), mask: carried, half, whole };
      }
      case 'list':
        return { kind: 'list', items: await Promise.all(argument.items.map(one)) };
      case 'dict': {
        const entries = Object.entries(argument.entries).map(async ([k, v]) => [k, await one(v)] as const);
        return { kind: 'dict', entries: Object.fromEntries(await Promise.all(entries)) };
      }
      case 'constant':
        return argument;
    }
  };
  const kwargs = Object.entries(call.kwargs).map(async ([k, v]) => [k, await one(v)] as const);
  return {
    args: await Promise.all(call.args.map(one)),
    kwargs: Object.fromEntries(await Promise.all(kwargs)),
  };
}

function land(carried: CarriedCall): { call: ResolvedCall; tensors: tf.Tensor[] } {
  const tensors: tf.Tensor[] = [];
  const place = ({ values, shape, dtype }: Packed): tf.Tensor => {
    const tensor = tf.tensor(values, [...shape], dtype);
    tensors.push(tensor);
    return tensor;
  };
  const one = (argument: Carried): Resolved => {
    switch (argument.kind) {
      case 'value': {
        const { tensor, mask, half, whole } = argument;
        return { kind: 'value', value: { tensor: place(tensor), mask: mask && place(mask), half, whole } };
      }
      case 'list':
        return { kind: 'list', items: argument.items.map(one) };
      case 'dict':
        return {
          kind: 'dict',
          entries: Object.fromEntries(Object.entries(argument.entries).map(([k, v]) => [k, one(v)])),
        };
      case 'constant':
        return argument;
    }
  };
  return {
    call: {
      args: carried.args.map(one),
      kwargs: Object.fromEntries(Object.entries(carried.kwargs).map(([k, v]) => [k, one(v)])),
    },
    tensors,
  };
}
