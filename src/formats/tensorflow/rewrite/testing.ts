import type { ArgDef, AttrValue, FunctionDef, NodeDef, TfModel, TfProgram } from '../../../model/index.ts';
import { readTfModel } from '../groups/readTfModel.ts';
import type { SignatureEntry } from './chooseEntry.ts';

/** The usual type. */
export const float: AttrValue = { kind: 'type', value: 'float32' };
const arg = (name: string): ArgDef => ({
  ...{ name, type: 'float32', typeAttr: null, numberAttr: null, typeListAttr: null, isRef: false },
});
/** An operation; `T` is float32 where it is not given. */
export const node = (
  name: string,
  op: string,
  inputs: readonly string[],
  attrs: Record<string, AttrValue> = {},
): NodeDef => ({
  ...{ name, op, inputs, device: '' },
  attrs: new Map(Object.entries({ T: float, ...attrs })),
});
/** The attribute that names a function. */
export const calls = (name: string): AttrValue => ({ kind: 'func', value: { name, attrs: new Map() } });

/** A function of one tensor `x`, whose result is `result`. */
export function body(name: string, nodes: readonly NodeDef[], result: string): FunctionDef {
  return {
    signature: { name, inputs: [arg('x')], outputs: [arg('y')], defaults: new Map(), isStateful: false },
    nodes,
    ret: new Map([['y', result]]),
    controlRet: new Map(),
    attrs: new Map(),
  };
}

/** A program of TensorFlow 2 without variables. */
export function program(nodes: readonly NodeDef[], functions: readonly FunctionDef[] = []): TfProgram {
  const byName = new Map(functions.map((it) => [it.signature.name, it]));
  const library = {
    names: [...byName.keys()],
    has: (name: string) => byName.has(name),
    get: (name: string) => byName.get(name),
  };
  return {
    kind: 'tf2',
    graph: { nodes, functions: library, versions: { producer: 0, minConsumer: 0 } },
    signatures: [],
    main: null,
    functions: new Map(),
    objects: [],
    variables: new Map(),
    assets: [],
    initializers: [],
    opDefs: new Map(),
    tensorflowVersion: null,
    layerOfObject: new Map(),
  };
}

const info = (key: string, tensor: string) => ({ key, tensor, dtype: 'float32', shape: [null, 2] }) as const;
/** A signature from `x` to `output`. */
export const signature = (output: string): SignatureEntry => ({
  ...{ kind: 'signature', name: 'serving_default', method: '', ordered: false },
  inputs: [info('x', 'x:0')],
  outputs: [info('y', output)],
});
/** What the signature feeds. */
export const input = node('x', 'Placeholder', []);
/** The model that a program is read as. */
export const read = (it: TfProgram, output = 'y:0'): Promise<TfModel> =>
  readTfModel(it, signature(output), { layers: [], variables: [] });
