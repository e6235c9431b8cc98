import {
  type Capture,
  type FunctionDef,
  type NodeDef,
  ReadError,
  type TfProgram,
  type VariableId,
} from '../../../model/index.ts';
import { assignsTo } from './assignsTo.ts';
import { argumentNames, controlledBy, isInitializer, withoutOutput } from './bodyNames.ts';
import { expandOpDef, outputOffset } from './expandOpDef.ts';
import { type FlatNode, nodeOf, STOP, textAttr, VARIABLE } from './FlatNode.ts';
import type { Body, Call, Frame, Lowering } from './Frame.ts';
import { gateOf } from './gateOf.ts';
import { lowerIf } from './lowerIf.ts';
import { lowerWhile } from './lowerWhile.ts';
import { scopeBelow, splitName } from './scopes.ts';

/** Operations of a whole model with all of its calls inlined; the largest networks have some ten thousand. */
const MAX_NODES = 500_000;
/** Calls of functions; models with many layers loaded into models have some thousand. */
const MAX_CALLS = 20_000;
/** Calls inside calls; loaded models inside models have some ten. */
const MAX_DEPTH = 64;

/**
 * Inlines the calls of a program, from wanted tensors backwards: nothing is decoded that they do not need. Control flow is
 * lowered to that of TensorFlow 1, because its functions cannot be looked into otherwise. What a function hands on is an
 * alias; `resolve` follows them.
 */
export class Flattener implements Lowering {
  readonly program: TfProgram;
  readonly nodes = new Map<string, FlatNode>();
  readonly #aliases = new Map<string, string>();
  readonly #queue: { readonly frame: Frame; readonly wanted: readonly string[] }[] = [];
  readonly #done = new Set<string>();
  /** What is the same for all calls of a function. */
  readonly #bodies = new Map<readonly NodeDef[], Body>();
  readonly #variables = new Map<VariableId, string>();
  readonly #main: Frame;
  #frames = 0;

  constructor(program: TfProgram) {
    this.program = program;
    this.#main = this.#frame(program.graph.nodes, null, new Map(), [], []);
  }

  /** Inlines what tensors of the main graph need; their names afterwards. */
  tensors(names: readonly string[]): string[] {
    this.#queue.push({ frame: this.#main, wanted: names.map((name) => withoutOutput(name)) });
    this.#drain();
    return names.map((name) => this.tensorIn(this.#main, name));
  }

  /** Inlines a call that nobody in the graph makes. */
  run(call: Call): readonly string[] | { readonly because: string } {
    const results = this.call(call);
    this.#drain();
    return results;
  }

  /** Inlines operations of the main graph that are run for what they do, with everything that they call. */
  effects(names: readonly string[]): void {
    const wanted = names.map(withoutOutput);
    this.#queue.push({ frame: this.#main, wanted: [...controlledBy(wanted, this.#main.nodes)] });
    this.#drain();
  }

  /** Follows aliases. */
  resolve(tensor: string): string {
    let at = tensor;
    const seen = new Set<string>();
    for (let next = this.#aliases.get(at); next !== undefined; next = this.#aliases.get(at)) {
      if (seen.has(at)) throw new ReadError('corrupt', 'A tensor of the graph is defined by itself.', tensor);
      seen.add(at);
      at = next;
    }
    for (const passed of seen) this.#aliases.set(passed, at);
    return at;
  }

  /** Makes one tensor a name for another. */
  alias(tensor: string, other: string): void {
    this.#aliases.set(tensor, other);
  }

  /** Adds an operation. */
  add(node: FlatNode): string {
    if (this.nodes.size >= MAX_NODES)
      throw new ReadError(
        'too-large',
        `With its calls inlined the graph has more than ${MAX_NODES.toLocaleString('en')} operations.`,
      );
    this.nodes.set(node.name, node);
    return `${node.name}:0`;
  }

  /** Adds an operation that only says why it cannot run. */
  stop(name: string, scope: readonly string[], because: string): string {
    return this.add({
      name,
      op: STOP,
      inputs: [],
      attrs: new Map([['because', textAttr(because)]]),
      scope,
      own: name,
    });
  }

  /** A tensor of a body by its name after inlining. */
  tensorIn(frame: Frame, name: string): string {
    const parts = name.split(':');
    const [node = '', second, third] = parts;
    if (!frame.body) return `${frame.path}${node}:${second ?? 0}`;
    if (third === undefined) return `${frame.path}${node}:${second ?? 0}`;
    const def = frame.nodes.get(node);
    const at = def ? outputOffset(this.program, def, second ?? '', frame.attrs) : 0;
    return `${frame.path}${node}:${at + Number(third)}`;
  }

  /** Starts inlining a call. Its results, or `null` with the reason in `because` when there is nothing to inline. */
  call(call: Call): readonly string[] | { readonly because: string } {
    const { name, args } = call;
    const body = this.program.graph.functions.get(name);
    if (!body) return { because: `The graph calls the function ${name}, which the file does not hold.` };
    if (call.chain.includes(name)) return { because: `The function ${name} calls itself.` };
    if (call.chain.length >= MAX_DEPTH) return { because: `Calls are nested more than ${MAX_DEPTH} deep.` };
    const frame = this.#frame(body.nodes, body, call.attrs, call.scope, [...call.chain, name]);
    const names = argumentNames(body.signature.inputs, call.attrs);
    if (names.length !== args.length)
      return {
        because: `The function ${name} takes ${names.length} arguments and is given ${args.length}.`,
      };
    names.forEach((argument, i) => {
      this.alias(frame.path + argument, args[i] as string);
    });
    this.#capture(frame, names);
    const outputs = argumentNames(body.signature.outputs, call.attrs).map(
      (output) => output.split(':')[0] as string,
    );
    const missing = outputs.find((output) => !body.ret.has(output));
    if (missing !== undefined)
      return { because: `The function ${name} does not say what its output ${missing} is.` };
    const tensors = outputs.map((output) => body.ret.get(output) as string);
    const effects = [...body.controlRet.values(), ...frame.initializers];
    this.#queue.push({ frame, wanted: [...tensors, ...effects].map(withoutOutput) });
    return tensors.map((tensor) => this.tensorIn(frame, tensor));
  }

  /** Variables that a function captures are known by its objects; everything else comes through its arguments. */
  #capture(frame: Frame, names: readonly string[]): void {
    const captures = this.program.functions.get(frame.chain.at(-1) ?? '')?.captures ?? [];
    const first = names.length - captures.length;
    captures.forEach((capture, i) => {
      const name = names[first + i];
      if (name === undefined || capture.kind !== 'variable') return;
      this.alias(frame.path + name, this.#variable(nodeOf(frame.path + name), capture));
    });
  }

  #variable(at: string, { variable, name }: Extract<Capture, { kind: 'variable' }>): string {
    if (variable === null)
      return this.stop(`${at}/missing`, [], `The file holds no value for the variable ${name}.`);
    const known = this.#variables.get(variable);
    if (known !== undefined) return known;
    const attrs = new Map([['variable', textAttr(variable)]]);
    // Their names may hold a colon, which stands between a node and its output here.
    const node = `variable/${this.#variables.size}`;
    const tensor = this.add({ name: node, op: VARIABLE, inputs: [], attrs, scope: [], own: variable });
    this.#variables.set(variable, tensor);
    return tensor;
  }

  #frame(
    nodes: readonly NodeDef[],
    body: FunctionDef | null,
    attrs: Frame['attrs'],
    scope: readonly string[],
    chain: readonly string[],
  ): Frame {
    if (this.#frames > MAX_CALLS)
      throw new ReadError('too-large', `The graph makes more than ${MAX_CALLS.toLocaleString('en')} calls.`);
    const path = `f${this.#frames++}/`;
    return { path, scope, ...this.#bodyOf(nodes, body), body, attrs, chain };
  }

  #bodyOf(nodes: readonly NodeDef[], body: FunctionDef | null): Body {
    const known = this.#bodies.get(nodes);
    if (known) return known;
    const made = {
      nodes: new Map(nodes.map((node) => [node.name, node])),
      initializers: nodes.filter(isInitializer).map(({ name }) => name),
      takes: new Set(body?.signature.inputs.map(({ name }) => name)),
    };
    this.#bodies.set(nodes, made);
    return made;
  }

  #drain(): void {
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop())
      this.#expand(next.frame, next.wanted);
  }

  /** Inlines the operations of a frame that wanted ones need. */
  #expand(frame: Frame, wanted: readonly string[]): void {
    const queue = [...wanted];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      const key = frame.path + name;
      const node = frame.nodes.get(name);
      if (this.#done.has(key)) continue;
      this.#done.add(key);
      if (!node) {
        this.#unknown(frame, name);
        continue;
      }
      const data = node.inputs.filter((input) => !input.startsWith('^'));
      for (const input of data) queue.push(withoutOutput(input));
      const inputs = data.map((input) => this.tensorIn(frame, input));
      this.#inline(frame, node, inputs);
    }
  }

  /** A name that is no operation is an argument, or nothing. */
  #unknown(frame: Frame, name: string): void {
    const key = frame.path + name;
    if (!frame.takes.has(name))
      this.stop(key, frame.scope, `The graph reads ${name}, which it does not hold.`);
  }

  #inline(frame: Frame, def: NodeDef, inputs: readonly string[]): void {
    const { scope: within, own } = splitName(def.name);
    const scope = scopeBelow(frame.scope, within);
    const attrs = expandOpDef(this.program, def, frame.attrs);
    const name = frame.path + def.name;
    const node: FlatNode = { name, op: def.op, inputs, attrs, scope, own };
    const problem = def.op === 'ReadVariableOp' ? assignsTo(def, frame, this.program) : null;
    if (problem) this.stop(name, scope, problem);
    else if (def.op === 'If' || def.op === 'StatelessIf') lowerIf(this, node, frame.chain);
    else if (def.op === 'While' || def.op === 'StatelessWhile') lowerWhile(this, node, frame.chain);
    else if (def.op === 'PartitionedCall' || def.op === 'StatefulPartitionedCall')
      this.#inlineCall(frame, node);
    else if (this.program.graph.functions.has(def.op))
      this.results(node, { name: def.op, attrs, args: inputs, scope, chain: frame.chain });
    else this.#addGated(frame, def, node);
  }

  /** A constant of a branch of TensorFlow 1 hangs on the branch by a control input alone: it becomes a tensor of the branch. */
  #addGated(frame: Frame, def: NodeDef, node: FlatNode): void {
    const gate = node.inputs.length === 0 ? gateOf(def, frame.nodes) : null;
    if (gate === null) {
      this.add(node);
      return;
    }
    const predicate = this.tensorIn(frame, gate.predicate);
    const value = this.add({ ...node, name: `${node.name}/value` });
    this.add({
      ...node,
      name: `${node.name}/gate`,
      op: 'Switch',
      inputs: [value, predicate],
      attrs: new Map(),
    });
    this.alias(`${node.name}:0`, `${node.name}/gate:${gate.branch}`);
    this.#queue.push({ frame, wanted: [withoutOutput(gate.predicate)] });
  }

  #inlineCall(frame: Frame, node: FlatNode): void {
    const f = node.attrs.get('f');
    if (f?.kind !== 'func') this.stop(node.name, node.scope, `${node.name} does not say what it calls.`);
    else
      this.results(node, {
        name: f.value.name,
        attrs: f.value.attrs,
        args: node.inputs,
        scope: node.scope,
        chain: frame.chain,
      });
  }

  /** Puts the results of a call in the place of an operation's outputs. */
  results(node: FlatNode, call: Call): void {
    const results = this.call(call);
    if ('because' in results) this.stop(node.name, node.scope, results.because);
    else
      results.forEach((result, i) => {
        this.alias(`${node.name}:${i}`, result);
      });
  }
}
