import {
  type Argument,
  type GraphNode,
  type LayerId,
  type ModelCall,
  ReadError,
  type TensorRef,
} from '../../model/index.ts';
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
        ? inlineCall(entry, entry.calls[call] as Call, path, resolve, into)
        : [given?.[passed] ?? missingInput(layer, path)],
    );
  }
  return blueprint.outputs.map(({ ref }) => {
    checkReference(blueprint, ref, 'the output', path || 'model');
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
    refuseCallOptions(kwargs, layer);
    const given = matchInputs(entry.nested, [...args, ...inputKwargs(kwargs)]);
    const outputs = inlineModel(entry.nested, layer, given, into);
    into.models.push({ id, layer, call: number, outputs: outputs.flatMap(tensorsOf) });
    return outputs;
  }
  if (into.nodes.length >= MAX_NODES)
    throw new ReadError('too-large', `The graph has more than ${MAX_NODES} calls.`, layer);
  into.nodes.push({ id, layer, call: number, args, kwargs });
  return [{ kind: 'tensor', ref: { node: id, output: 0 } }];
}

/** Keras 3 writes the mask that the input tensor carries anyway; it travels with the tensor when calls are inlined. */
const CARRIED_KWARGS = new Set(['mask', 'inputs']);

/** A nested model called with options that inlining would lose is refused rather than run without them. */
function refuseCallOptions(kwargs: Readonly<Record<string, Argument>>, layer: LayerId): void {
  for (const [key, value] of Object.entries(kwargs)) {
    const neutral = value.kind === 'constant' && (value.value === null || value.value === false);
    if (neutral || CARRIED_KWARGS.has(key)) continue;
    throw new ReadError(
      'unsupported-feature',
      `The nested model "${layer}" is called with ${key}=…, which cannot be passed on to its layers here.`,
      layer,
    );
  }
}

const inputKwargs = (kwargs: Readonly<Record<string, Argument>>): Argument[] =>
  kwargs.inputs ? [kwargs.inputs] : [];

/** Lines a call's arguments up with a nested model's inputs: one tensor, a list in order, or a dict by name. */
function matchInputs(nested: Blueprint, args: readonly Argument[]): Given[] {
  const first = args[0];
  if (nested.inputs.length === 1 && first) return [soleTensor(first)];
  if (first?.kind === 'dict')
    return nested.inputs.map((input) => byNameOf(first.entries, input.name, input.ref.layer));
  const flat = args.flatMap((it) => (it.kind === 'list' ? it.items : [it]));
  if (flat.length !== nested.inputs.length) {
    throw new ReadError(
      'corrupt',
      `A nested model with ${nested.inputs.length} inputs is called with ${flat.length}.`,
      null,
    );
  }
  return flat;
}

function soleTensor(argument: Argument): Argument {
  if (argument.kind === 'list' && argument.items.length === 1) return argument.items[0] as Argument;
  if (argument.kind === 'dict' && Object.keys(argument.entries).length === 1) {
    return Object.values(argument.entries)[0] as Argument;
  }
  return argument;
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
