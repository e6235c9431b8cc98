import { ReadError } from '../../model/index.ts';
import type { Blueprint } from './Blueprint.ts';
import { type CallRef, refsOfCall } from './Call.ts';

/** A call by the name of its layer and its number. */
export interface CallKey {
  readonly layer: string;
  readonly call: number;
}

const keyOf = (layer: string, call: number): string => `${call}:${layer}`;

/**
 * The calls of a config in an order in which every reference points backwards, close to the config's own. Iterative, so
 * that a chain of 10,000 layers is no problem. Throws `ReadError('corrupt')` for a reference that leads nowhere and for a
 * cycle; `where` names the model.
 */
export function callOrder(blueprint: Blueprint, where: string): CallKey[] {
  const state = new Map<string, 'open' | 'done'>();
  const order: CallKey[] = [];
  for (const entry of blueprint.entries.values()) {
    for (let call = 0; call < entry.calls.length; call++) {
      visit(blueprint, { layer: entry.name, call }, state, order, where);
    }
  }
  return order;
}

interface Frame {
  readonly key: CallKey;
  readonly refs: readonly CallRef[];
  next: number;
}

function visit(
  blueprint: Blueprint,
  start: CallKey,
  state: Map<string, 'open' | 'done'>,
  order: CallKey[],
  where: string,
): void {
  if (state.has(keyOf(start.layer, start.call))) return;
  const stack: Frame[] = [open(blueprint, start, state)];
  while (stack.length > 0) {
    const frame = stack[stack.length - 1] as Frame;
    const ref = frame.refs[frame.next++];
    if (ref === undefined) {
      state.set(keyOf(frame.key.layer, frame.key.call), 'done');
      order.push(frame.key);
      stack.pop();
      continue;
    }
    checkReference(blueprint, ref, `Layer "${frame.key.layer}" takes`, where);
    const reached = state.get(keyOf(ref.layer, ref.call));
    if (reached === 'open') {
      throw new ReadError('corrupt', `The graph has a cycle through layer "${ref.layer}".`, where);
    }
    if (reached === undefined) stack.push(open(blueprint, { layer: ref.layer, call: ref.call }, state));
  }
}

function open(blueprint: Blueprint, key: CallKey, state: Map<string, 'open' | 'done'>): Frame {
  state.set(keyOf(key.layer, key.call), 'open');
  const call = blueprint.entries.get(key.layer)?.calls[key.call];
  return { key, refs: call ? refsOfCall(call) : [], next: 0 };
}

/** Throws unless the reference names a call of this config; `from` says who takes it: `Layer "a" takes`. */
export function checkReference(blueprint: Blueprint, ref: CallRef, from: string, where: string): void {
  const target = blueprint.entries.get(ref.layer);
  if (!target) {
    throw new ReadError('corrupt', `${from} the output of "${ref.layer}", which is not in the model.`, where);
  }
  if (!Number.isInteger(ref.call) || ref.call < 0 || ref.call >= target.calls.length) {
    throw new ReadError(
      'corrupt',
      `${from} the output of call ${ref.call + 1} of "${ref.layer}", which is called ${target.calls.length === 1 ? 'once' : `${target.calls.length} times`}.`,
      where,
    );
  }
  if (!Number.isInteger(ref.output) || ref.output < 0) {
    throw new ReadError('corrupt', `${from} output ${ref.output} of "${ref.layer}".`, where);
  }
}
