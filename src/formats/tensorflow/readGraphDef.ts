import type { AttrValue, FunctionDef, GraphDef, NodeDef, OpDef } from '../../model/index.ts';
import { type Fields, readEntry, readFields, type WireReader } from '../containers/protobuf/index.ts';
import { lazyLibrary } from './lazyLibrary.ts';
import { readAttr } from './readAttrValue.ts';
import { readOpDef } from './readOpDef.ts';

/** Operations of one graph or function, and of all that are inlined; real ones have some ten thousand. */
const MAX_NODES = 500_000;
const MAX_FUNCTIONS = 100_000;

type ByName = Map<string, WireReader>;

interface Draft {
  readonly nodes: NodeDef[];
  readonly functions: ByName;
  versions: GraphDef['versions'];
}

const GRAPH: Fields<Draft> = {
  1: (it, from) => addNode(it.nodes, from),
  2: (it, from) => indexLibrary(it.functions, from.message('the library of functions')),
  4: (it, from) => {
    it.versions = readVersions(from.message());
  },
};

/** Reads a graph. Its functions are listed by name and decoded one by one, when somebody asks. */
export function readGraphDef(from: WireReader): GraphDef {
  const draft: Draft = { nodes: [], functions: new Map(), versions: { producer: 0, minConsumer: 0 } };
  const { nodes, functions, versions } = readFields(from, GRAPH, draft);
  return { nodes, functions: lazyLibrary(functions, (body) => readFunction(body.fork())), versions };
}

function addNode(into: NodeDef[], from: WireReader): void {
  if (into.length >= MAX_NODES)
    throw from.excess(`has more than ${MAX_NODES.toLocaleString('en')} operations`);
  into.push(readNode(from.message('an operation')));
}

interface NodeDraft {
  name: string;
  op: string;
  readonly inputs: string[];
  device: string;
  readonly attrs: Map<string, AttrValue>;
}

const NODE: Fields<NodeDraft> = {
  1: (it, from) => {
    it.name = from.text();
  },
  2: (it, from) => {
    it.op = from.text();
  },
  3: (it, from) => void it.inputs.push(from.text()),
  4: (it, from) => {
    it.device = from.text();
  },
  5: (it, from) => readAttr(it.attrs, from),
};

function readNode(from: WireReader): NodeDef {
  return readFields(from, NODE, { name: '', op: '', inputs: [], device: '', attrs: new Map() });
}

function readVersions(from: WireReader): GraphDef['versions'] {
  let [producer, minConsumer] = [0, 0];
  while (from.next()) {
    if (from.field === 1) producer = from.int();
    else if (from.field === 2) minConsumer = from.int();
  }
  return { producer, minConsumer };
}

/** Notes where each function lies. Its name stands at the start of its signature. */
function indexLibrary(into: ByName, from: WireReader): void {
  while (from.next()) {
    if (from.field !== 1) continue;
    if (into.size >= MAX_FUNCTIONS)
      throw from.excess(`has more than ${MAX_FUNCTIONS.toLocaleString('en')} functions`);
    const body = from.message('a function');
    into.set(nameOf(body.fork()), body);
  }
}

function nameOf(from: WireReader): string {
  while (from.next()) {
    if (from.field !== 1) continue;
    const signature = from.message();
    while (signature.next()) if (signature.field === 1) return signature.text();
  }
  return '';
}

interface FunctionDraft {
  signature: OpDef;
  readonly nodes: NodeDef[];
  readonly ret: Map<string, string>;
  readonly controlRet: Map<string, string>;
  readonly attrs: Map<string, AttrValue>;
}

const text = (from: WireReader): string => from.text();
const nothing = (): string => '';

const FUNCTION: Fields<FunctionDraft> = {
  1: (it, from) => {
    it.signature = readOpDef(from.message('the signature of a function'));
  },
  3: (it, from) => addNode(it.nodes, from),
  4: (it, from) => readEntry(from, it.ret, text, nothing),
  5: (it, from) => readAttr(it.attrs, from),
  6: (it, from) => readEntry(from, it.controlRet, text, nothing),
};

function readFunction(from: WireReader): FunctionDef {
  const signature: OpDef = { name: '', inputs: [], outputs: [], defaults: new Map(), isStateful: false };
  const [ret, controlRet, attrs] = [new Map(), new Map(), new Map()];
  return readFields(from, FUNCTION, { signature, nodes: [], ret, controlRet, attrs });
}
