import type {
  ConcreteFunction,
  Signature,
  StructuredValue,
  TensorInfo,
  TfProgram,
} from '../../../model/index.ts';
import { inArgumentOrder } from './argumentOrder.ts';

/** A traced function that no signature leads to: how it is called stands with its objects. */
export interface TracedEntry {
  readonly kind: 'trace';
  readonly trace: ConcreteFunction;
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
}

/** A signature; `ordered` where its inputs stand in the order of the arguments. */
export interface SignatureEntry extends Signature {
  readonly kind: 'signature';
  readonly ordered: boolean;
}

/** What of a program is run. */
export type Entry = SignatureEntry | TracedEntry;

/**
 * What to run: the signature `serving_default`, else the only one; else the trace of the module's `__call__` for inference,
 * as modules of TensorFlow Hub have it. Or why there is none.
 */
export function chooseEntry(program: TfProgram): Entry | { readonly missing: string } {
  if (program.main !== null) return signed(program, program.main);
  const names = program.signatures.map(({ name }) => name);
  if (names.length > 0)
    return {
      missing: `The SavedModel has the signatures ${names.join(', ')}, and none is called serving_default, so which one is meant is unknown.`,
    };
  const traces = tracesOf(program).filter(isForInference);
  const [only] = traces;
  if (only && traces.length === 1) return entryOf(only);
  if (only)
    return { missing: `The SavedModel has no signature, and its __call__ has ${traces.length} traces.` };
  return {
    missing: 'The SavedModel has no signature, so how it is called is unknown. Save it with `signatures=`.',
  };
}

function signed(program: TfProgram, main: Signature): SignatureEntry {
  const inputs = inArgumentOrder(program, main.inputs);
  return { ...main, kind: 'signature', inputs: inputs ?? main.inputs, ordered: inputs !== null };
}

function tracesOf({ objects, functions }: TfProgram): ConcreteFunction[] {
  const call = objects[0]?.children.get('__call__');
  const names = call === undefined ? [] : (objects[call]?.functions ?? []);
  return names.flatMap((name) => functions.get(name) ?? []);
}

/** A trace is chosen by Python values among its arguments: `training` alone tells them apart by meaning. */
function isForInference({ arguments: given }: ConcreteFunction): boolean {
  return given !== null && leavesOf(given).every((leaf) => !(leaf.kind === 'value' && leaf.value === true));
}

/** The values inside, dicts in the order of their keys. */
function leavesOf(value: StructuredValue): StructuredValue[] {
  if (value.kind === 'list' || value.kind === 'tuple') return value.items.flatMap(leavesOf);
  if (value.kind === 'dict')
    return [...value.entries]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([, entry]) => leavesOf(entry));
  return [value];
}

function entryOf(trace: ConcreteFunction): Entry {
  const infos = (value: StructuredValue | null, prefix: string): TensorInfo[] =>
    (value === null ? [] : leavesOf(value)).flatMap((leaf, i): TensorInfo[] => {
      if (leaf.kind !== 'tensor') return [];
      const key = prefix === '' ? leaf.name || `input_${i}` : `${prefix}${i}`;
      return [{ key, tensor: `${key}:0`, dtype: leaf.dtype, shape: leaf.shape }];
    });
  return {
    kind: 'trace',
    trace,
    inputs: infos(trace.arguments, ''),
    outputs: infos(trace.result, 'output_'),
  };
}
