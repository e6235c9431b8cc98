import {
  isFloat,
  isObject,
  type Json,
  type JsonObject,
  type NodeDef,
  ReadError,
  type Signature,
  type TensorInfo,
  type TensorProto,
  type TfProgram,
  type Variable,
} from '../../model/index.ts';
import { inKeyOrder } from '../tensorflow/inKeyOrder.ts';
import { decodeWeight } from './decodeWeight.ts';
import { type Constants, nodesOfGraph, readJsonNode, readJsonShape, typeOf } from './jsonGraph.ts';
import { readJsonLibrary } from './jsonLibrary.ts';
import { readPieces } from './placeWeights.ts';
import type { TfjsParts } from './TfjsParts.ts';

/** Whole numbers, truth values and texts of a graph: axes, shapes, vocabularies. */
const MAX_CONSTANTS = 256 * 2 ** 20;

/**
 * A graph-model as a TensorFlow program. Its variables are constants like any other; those of floating point are taken for
 * what the model has learnt, the rest for what its operations are told.
 */
export async function graphProgram(parts: TfjsParts, variables: readonly Variable[]): Promise<TfProgram> {
  const { document } = parts;
  const constants = await readConstants(parts);
  const main = nodesOfGraph(document.modelTopology, 'modelTopology').map((node) =>
    readJsonNode(node, constants),
  );
  const starts = initializerOf(document, constants, new Set(main.map(({ name }) => name)));
  const tables = handlesOf(document);
  const nodes = [...main.map((node) => boundTo(node, tables)), ...starts];
  const signature = signatureOf(document, main);
  return {
    kind: 'tf1',
    graph: {
      nodes,
      functions: readJsonLibrary(document.modelTopology, constants),
      versions: { producer: 0, minConsumer: 0 },
    },
    signatures: [signature],
    main: signature,
    functions: new Map(),
    objects: [],
    variables: new Map(variables.map(({ place, id }) => [place, id])),
    assets: [],
    initializers: starts
      .filter(({ op }) => /^(LookupTableImport|InitializeTable)/.test(op))
      .map(({ name }) => name),
    opDefs: new Map(),
    tensorflowVersion: typeof document.generatedBy === 'string' ? document.generatedBy : null,
    layerOfObject: new Map(),
  };
}

/** Names of the initializer's own operations begin with this: both graphs count theirs up from one. */
const STARTS = 'initializer/';

function initializerOf(document: JsonObject, constants: Constants, main: ReadonlySet<string>): NodeDef[] {
  if (!isObject(document.modelInitializer)) return [];
  const nodes = nodesOfGraph(document.modelInitializer, 'modelInitializer').map((node) =>
    readJsonNode(node, constants),
  );
  // A table that both graphs make under one name is one table.
  const shared = new Set(
    nodes.flatMap(({ op, name }) => (/^HashTable/.test(op) && main.has(name) ? [name] : [])),
  );
  const renamed = (name: string): string =>
    name.startsWith('^')
      ? `^${renamed(name.slice(1))}`
      : shared.has(name.split(':')[0] ?? '')
        ? name
        : STARTS + name;
  return nodes
    .filter(({ name }) => !shared.has(name))
    .map((node) => ({ ...node, name: renamed(node.name), inputs: node.inputs.map(renamed) }));
}

/** Inputs that are tables, by the name of their placeholder: which tensor of the initializer they are. */
function handlesOf({ signature, initializerSignature }: JsonObject): Map<string, string> {
  const [inputs, outputs] = [
    isObject(signature) ? portsOf(signature.inputs) : [],
    isObject(initializerSignature) ? portsOf(initializerSignature.outputs) : [],
  ];
  return new Map(
    inputs.flatMap(({ name, resourceId }) => {
      const made = outputs.find((port) => resourceId !== undefined && port.resourceId === resourceId);
      return made ? [[String(name).split(':')[0] as string, STARTS + String(made.name)] as const] : [];
    }),
  );
}

const portsOf = (ports: Json | undefined): JsonObject[] =>
  isObject(ports) ? Object.values(ports).filter(isObject) : [];

function boundTo(node: NodeDef, tables: ReadonlyMap<string, string>): NodeDef {
  const table = tables.get(node.name);
  return node.op === 'Placeholder' && table !== undefined
    ? { ...node, op: 'Identity', inputs: [table] }
    : node;
}

async function readConstants({ weights, files }: TfjsParts): Promise<Constants> {
  const whole = weights.filter(({ weight: { entry } }) => !isFloat(entry.dtype));
  const total = whole.reduce((sum, { dataset }) => sum + dataset.byteLength, 0);
  if (total > MAX_CONSTANTS)
    throw new ReadError('too-large', `The constants of the graph take ${total.toLocaleString('en')} bytes.`);
  const values = new Map<string, TensorProto>();
  for (const { weight } of whole) {
    const tensor = decodeWeight(weight.entry, await readPieces(files, weight.pieces));
    values.set(weight.entry.name, { dtype: tensor.dtype, shape: tensor.shape, value: () => tensor });
  }
  return (name) => values.get(name);
}

function signatureOf({ signature }: JsonObject, nodes: readonly NodeDef[]): Signature {
  const stated = isObject(signature) ? signature : {};
  const [inputs, outputs] = [infosOf(stated.inputs), infosOf(stated.outputs)];
  return {
    name: 'serving_default',
    inputs: inputs.length > 0 ? inputs : nodes.filter(({ op }) => op === 'Placeholder').map(infoOfNode),
    outputs: outputs.length > 0 ? outputs : sinksOf(nodes).map(infoOfNode),
    method: '',
  };
}

function infosOf(ports: JsonObject[string] | undefined): TensorInfo[] {
  const values = Object.entries(isObject(ports) ? ports : {}).filter(
    ([, port]) => !isObject(port) || port.dtype !== 'DT_RESOURCE',
  );
  const infos = values.map(([key, port]): TensorInfo => {
    const { name, dtype, tensorShape } = isObject(port) ? port : {};
    return {
      // The converter writes tensors for keys where the model has several inputs.
      key: key.replace(/:0$/, ''),
      tensor: typeof name === 'string' ? name : key,
      dtype: typeOf(dtype),
      shape: tensorShape === undefined ? null : readJsonShape(tensorShape),
    };
  });
  return inKeyOrder(infos);
}

/** Models from before signatures: what nothing reads is what they answer. */
function sinksOf(nodes: readonly NodeDef[]): NodeDef[] {
  const read = new Set(
    nodes.flatMap(({ inputs }) => inputs.map((input) => input.replace(/^\^/, '').split(':')[0])),
  );
  return nodes.filter(
    ({ name, op }) => !read.has(name) && op !== 'Const' && op !== 'VariableV2' && op !== 'Placeholder',
  );
}

function infoOfNode({ name, attrs }: NodeDef): TensorInfo {
  const [shape, dtype] = [attrs.get('shape'), attrs.get('dtype')];
  return {
    key: name,
    tensor: `${name}:0`,
    dtype: dtype?.kind === 'type' ? dtype.value : 'float32',
    shape: shape?.kind === 'shape' ? shape.value : null,
  };
}
