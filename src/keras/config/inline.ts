import {
  type Argument,
  type GraphNode,
  isArray,
  isObject,
  type Json,
  type LayerId,
  type ModelCall,
  ReadError,
  type TensorRef,
} from '../../model/index.ts';
import type { KerasVersion } from '../KerasVersion.ts';
import type { Blueprint, Entry } from './Blueprint.ts';
import type { Call, CallArgument, CallRef } from './Call.ts';
import { callOrder, checkReference } from './callOrder.ts';

/** More nodes than any real model has. */
const MAX_NODES = 500_000;

/** What inlining makes: nodes in order, calls of nested models, and what the outermost model hands back. */
export interface Inlined {
  readonly nodes: GraphNode[];
  readonly models: ModelCall[];
  readonly callsOf: Map<LayerId, number>;
  /** Which Keras wrote the config, `null` when that is not known. */
  readonly generation: KerasVersion['generation'] | null;
}

/** A nested model's input may be any structure that the outer call passes. */
type Given = Argument | undefined;

/**
 * Writes one call of a model into `into`: the nodes of its layers, with nested models inlined in turn and their paths as
 * prefix. `given` are the outer arguments for its inputs in order; without them its input layers become nodes. Returns the
 * tensors of its outputs.
 */
export function inlineModel(
  blueprint: Blueprint,
  path: LayerId,
  given: readonly Given[] | null,
  into: Inlined,
  training: boolean | null = null,
): Argument[] {
  const results = new Map<string, Argument[]>();
  const resolve = (ref: CallRef): Argument => {
    const outputs = results.get(`${ref.call}:${ref.layer}`) ?? [];
    return outputs[ref.output] ?? outputAt(outputs[0], ref);
  };
  for (const { layer, call } of callOrder(blueprint, path || 'model')) {
    const entry = blueprint.entries.get(layer) as Entry;
    const passed = given && inputIndex(blueprint, layer);
    results.set(
      `${call}:${layer}`,
      passed === null || passed === undefined || passed < 0
        ? inlineCall(entry, entry.calls[call] as Call, path, resolve, into, training)
        : [given?.[passed] ?? missingInput(layer, path)],
    );
  }
  return blueprint.outputs.map(({ ref }) => {
    checkReference(blueprint, ref, 'The model hands out', path || 'model');
    return resolve(ref);
  });
}

function inputIndex(blueprint: Blueprint, layer: string): number {
  return blueprint.inputs.findIndex((input) => input.ref.layer === layer);
}

function missingInput(layer: string, path: LayerId): never {
  throw new ReadError(
    'corrupt',
    `Nothing is passed for input "${layer}" of the nested model "${path}".`,
    path,
  );
}

/** Output `n` of a leaf's node, told from its output 0. */
function outputAt(first: Argument | undefined, ref: CallRef): Argument {
  if (first?.kind !== 'tensor') {
    throw new ReadError(
      'corrupt',
      `Output ${ref.output} of "${ref.layer}" is used, but it has none.`,
      ref.layer,
    );
  }
  return { kind: 'tensor', ref: { node: first.ref.node, output: first.ref.output + ref.output } };
}

function inlineCall(
  entry: Entry,
  call: Call,
  path: LayerId,
  resolve: (ref: CallRef) => Argument,
  into: Inlined,
  training: boolean | null,
): Argument[] {
  const layer = path ? `${path}/${entry.name}` : entry.name;
  const number = into.callsOf.get(layer) ?? 0;
  into.callsOf.set(layer, number + 1);
  const id = number === 0 ? layer : `${layer}#${number}`;
  const args = call.args.map((it) => resolved(it, resolve));
  const kwargs = Object.fromEntries(
    Object.entries(call.kwargs).map(([key, it]) => [key, resolved(it, resolve)]),
  );
  if (entry.nested) {
    const given = masked(matchInputs(entry.nested, [...args, ...inputKwargs(kwargs)]), kwargs.mask, layer);
    const inside = trainingInside(kwargs, layer, into, training);
    const outputs = inlineModel(entry.nested, layer, given, into, inside);
    into.models.push({ id, layer, call: number, outputs: outputs.flatMap(tensorsOf) });
    return outputs;
  }
  if (into.nodes.length >= MAX_NODES)
    throw new ReadError('too-large', `The graph has more than ${MAX_NODES} calls.`, layer);
  const hears = training !== null && entry.envelope.kind === 'layer' && isNone(kwargs.training);
  const heard: typeof kwargs = hears
    ? { ...kwargs, training: { kind: 'constant', value: training } }
    : kwargs;
  into.nodes.push({ id, layer, call: number, args, kwargs: heard });
  return [{ kind: 'tensor', ref: { node: id, output: 0 } }];
}

const isNone = (argument: Argument | undefined): boolean =>
  argument === undefined || (argument.kind === 'constant' && argument.value === null);

/**
 * What the calls of nested models say about training, `null` when nothing. In Keras 2 the layers inside follow it unless
 * their own call says otherwise; in Keras 3 the outermost call overrules both. Other keywords would be lost and are refused.
 */
function trainingInside(
  kwargs: Readonly<Record<string, Argument>>,
  layer: LayerId,
  { generation }: Inlined,
  outside: boolean | null,
): boolean | null {
  for (const [key, value] of Object.entries(kwargs)) {
    const known = ['mask', 'inputs', 'training'].includes(key) || isNone(value);
    if (!known) refuse(layer, key);
  }
  const { training } = kwargs;
  if (generation === 3) return null;
  if (training === undefined || isNone(training)) return outside;
  const value = training.kind === 'constant' ? training.value : undefined;
  if (value === false || value === 0) return false;
  if ((value === true || value === 1) && generation !== null) return true;
  return refuse(layer, 'training');
}

function refuse(layer: LayerId, key: string): never {
  throw new ReadError(
    'unsupported-feature',
    `The nested model "${layer}" is called with ${key}=…, which cannot be passed on to its layers here.`,
    layer,
  );
}

/** Inputs with the masks that the call states; what Keras wrote by itself is the tensor's own mask. */
function masked(given: readonly Given[], mask: Argument | undefined, layer: LayerId): Given[] {
  if (mask === undefined || isNone(mask)) return [...given];
  const masks = leaves(mask);
  if (masks.length !== given.length) refuse(layer, 'mask');
  return given.map((input, i) => {
    const own = masks[i];
    if (own?.kind !== 'tensor' || input?.kind !== 'tensor') return input;
    return { ...input, mask: own.ref };
  });
}

const inputKwargs = (kwargs: Readonly<Record<string, Argument>>): Argument[] =>
  kwargs.inputs ? [kwargs.inputs] : [];

/** Lines a call's arguments up with a nested model's inputs: a dict by name, else any structure in its order. */
function matchInputs(nested: Blueprint, args: readonly Argument[]): Given[] {
  const first = args[0];
  if (first?.kind === 'dict') {
    const named = nested.inputs.map((input) => byNameOf(first.entries, input.name, input.ref.layer));
    if (named.every((input) => input?.kind === 'tensor')) return named;
  }
  const flat = args.flatMap(leaves);
  if (flat.length !== nested.inputs.length) {
    throw new ReadError(
      'corrupt',
      `A nested model with ${nested.inputs.length} inputs is called with ${flat.length}.`,
      null,
    );
  }
  return flat;
}

/** What a structure holds, dicts in the order of their keys, as Keras flattens them. */
function leaves(argument: Argument): Argument[] {
  if (argument.kind === 'list') return argument.items.flatMap(leaves);
  if (argument.kind === 'constant') return constants(argument.value);
  if (argument.kind !== 'dict') return [argument];
  return Object.keys(argument.entries)
    .sort()
    .flatMap((key) => leaves(argument.entries[key] as Argument));
}

function constants(value: Json): Argument[] {
  if (isArray(value)) return value.flatMap(constants);
  if (!isObject(value)) return [{ kind: 'constant', value }];
  return Object.keys(value)
    .sort()
    .flatMap((key) => constants(value[key] as Json));
}

function byNameOf(entries: Readonly<Record<string, Argument>>, name: string, layer: string): Given {
  return entries[name] ?? entries[layer];
}

function resolved(argument: CallArgument, resolve: (ref: CallRef) => Argument): Argument {
  if (argument.kind === 'tensor') return resolve(argument.ref);
  if (argument.kind === 'list')
    return { kind: 'list', items: argument.items.map((it) => resolved(it, resolve)) };
  if (argument.kind === 'dict') {
    const entries = Object.entries(argument.entries).map(
      ([key, it]) => [key, resolved(it, resolve)] as const,
    );
    return { kind: 'dict', entries: Object.fromEntries(entries) };
  }
  return { kind: 'constant', value: argument.value };
}

/** The tensors inside an argument, in order. */
export function tensorsOf(argument: Argument): TensorRef[] {
  if (argument.kind === 'tensor') return [argument.ref];
  if (argument.kind === 'list') return argument.items.flatMap(tensorsOf);
  return argument.kind === 'dict' ? Object.values(argument.entries).flatMap(tensorsOf) : [];
}
