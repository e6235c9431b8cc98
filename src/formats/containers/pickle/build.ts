import { type Draft, isKind, nameOf } from './Draft.ts';
import { fillArray } from './fillArray.ts';
import { readWrapped } from './joblibArray.ts';
import type { Machine } from './Machine.ts';
import { orderDtype } from './numpyCalls.ts';

const WRAPPER = 'joblib.numpy_pickle.NumpyArrayWrapper';

/** BUILD: gives what stands below its state. No `__setstate__` is called: attributes, array values and byte orders are data. */
export function build(machine: Machine): void {
  const state = machine.pop();
  const target = machine.top();
  if (isKind(target, 'dtype')) orderDtype(machine, target as { descr: string }, state);
  else if (isKind(target, 'array')) fillFromState(machine, target, state);
  else if (isKind(target, 'object')) {
    addAttributes(machine, target.attributes, state);
    if (target.className === WRAPPER) machine.replaceTop(readWrapped(machine, target.attributes));
  } else throw machine.refusal(`The pickle gives a state to ${nameOf(target)}, which is refused.`);
}

/** (1, shape, dtype, is Fortran, values), the version of the state left out by the oldest. */
function fillFromState(machine: Machine, array: Extract<Draft, { kind: 'array' }>, state: Draft): void {
  if (!isKind(state, 'tuple')) throw machine.fault(`gives an array the state ${nameOf(state)}`);
  const parts = state.items.length === 4 ? [1n, ...state.items] : state.items;
  const [, shape = null, type = null, fortran = null, data = null] = parts;
  if (parts.length !== 5) throw machine.fault('gives an array a state of other than five parts');
  fillArray(machine, array, { shape, type, data, isFortran: fortran === true || fortran === 1n });
}

/** A dict of attributes, or a pair of such dicts; what is neither is kept under a name that no attribute has. */
function addAttributes(machine: Machine, attributes: Map<string, Draft>, state: Draft): void {
  const pair = isKind(state, 'tuple') && state.items.length === 2 && state.items.every(isDictOrNone);
  for (const part of pair ? state.items : [state]) {
    if (part === null) continue;
    if (!isKind(part, 'dict')) {
      attributes.set('(state)', part);
      continue;
    }
    for (const [key, value] of part.entries) {
      if (typeof key !== 'string') throw machine.fault('gives an object an attribute without a name');
      attributes.set(key, value);
    }
  }
}

const isDictOrNone = (value: Draft): boolean => value === null || isKind(value, 'dict');
