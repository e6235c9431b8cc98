import type { GraphNode } from '../../model/index.ts';
import { disposeValue } from '../copyOfValue.ts';
import { download, type HostValue } from '../hostTensor.ts';
import type { ModelRun } from '../ModelRun.ts';
import { RunStop } from '../RunStop.ts';
import { type Resolved, type ResolvedCall, type Value, valuesOfCall } from '../Value.ts';
import { type Figures, measure, relativeOf, worst } from './figures.ts';

/** B's call with A's tensors in the places of its own; `null` when they are not as many, not of the same shapes, or text on one side. */
export function withValuesOf(call: ResolvedCall, other: ResolvedCall): ResolvedCall | null {
  const mine = valuesOfCall(call);
  const theirs = valuesOfCall(other);
  const fits =
    mine.length === theirs.length &&
    mine.every(({ tensor }, i) => {
      const other = theirs[i]?.tensor;
      return (
        tensor.shape.join() === other?.shape.join() &&
        (tensor.dtype === 'string') === (other.dtype === 'string')
      );
    });
  if (!fits) return null;
  const queue = [...theirs];
  return mapValues(call, () => queue.shift() as Value);
}

/** The call with every tensor replaced. */
export function mapValues(call: ResolvedCall, change: (value: Value) => Value): ResolvedCall {
  const swap = (argument: Resolved): Resolved => {
    switch (argument.kind) {
      case 'value':
        return { kind: 'value', value: change(argument.value) };
      case 'list':
        return { kind: 'list', items: argument.items.map(swap) };
      case 'dict': {
        const entries = Object.entries(argument.entries).map(([key, item]) => [key, swap(item)] as const);
        return { kind: 'dict', entries: Object.fromEntries(entries) };
      }
      case 'constant':
        return argument;
    }
  };
  const kwargs = Object.entries(call.kwargs).map(([key, value]) => [key, swap(value)] as const);
  return { args: call.args.map(swap), kwargs: Object.fromEntries(kwargs) };
}

/** How two lists of outputs differ; `null` when they cannot be laid over each other. */
export function measureOutputs(a: readonly HostValue[], b: readonly HostValue[]): Figures | null {
  if (a.length !== b.length || a.some(({ shape }, i) => shape.join() !== b[i]?.shape.join())) return null;
  return worst(a.map(({ values }, i) => measure(values, (b[i] as HostValue).values)));
}

/** Reads values back. */
export async function downloadAll(values: readonly Value[]): Promise<HostValue[]> {
  const read: HostValue[] = [];
  for (const { tensor } of values) read.push(await download(tensor));
  return read;
}

/** Runs a node on the given call and reads its outputs; `null` when it cannot run on it. */
export async function outputsOn(
  run: ModelRun,
  node: GraphNode,
  call: ResolvedCall,
): Promise<HostValue[] | null> {
  try {
    const values = await run.compute(node, call);
    const read = await downloadAll(values);
    values.forEach(disposeValue);
    return read;
  } catch (error) {
    if (error instanceof RunStop) return null;
    throw error;
  }
}

/** Largest gap between the tensors of two calls, relative; `null` when they are not as many or not of the same shapes. */
export async function inputErrorOf(a: ResolvedCall, b: ResolvedCall): Promise<number | null> {
  if (withValuesOf(b, a) === null) return null;
  const [mine, theirs] = [await downloadAll(valuesOfCall(a)), await downloadAll(valuesOfCall(b))];
  const figures = measureOutputs(mine, theirs);
  return figures === null ? 0 : relativeOf(figures);
}
