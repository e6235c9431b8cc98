import {
  type ArgDef,
  type FunctionDef,
  type FunctionLibrary,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  ReadError,
} from '../../model/index.ts';
import { lazyLibrary } from '../tensorflow/lazyLibrary.ts';
import { type Constants, nodesOfGraph, readJsonAttrs, readJsonNode, typeOf } from './jsonGraph.ts';

/** More functions than any network has. */
const MAX_FUNCTIONS = 100_000;

/**
 * The functions of a GraphDef in JSON, which loops and branches call (`control_flow_v2` of TensorFlow.js' converter): `library.function`,
 * as `tensorflow/core/framework/function.proto` has them. Constants of their bodies lie among the weights, like those of the graph.
 */
export function readJsonLibrary(topology: Json | undefined, constants: Constants): FunctionLibrary {
  const library = isObject(topology) ? topology.library : undefined;
  const listed = isObject(library) && isArray(library.function) ? library.function.filter(isObject) : [];
  if (listed.length > MAX_FUNCTIONS)
    throw new ReadError(
      'too-large',
      `The graph has more than ${MAX_FUNCTIONS.toLocaleString('en')} functions.`,
      'modelTopology.library',
    );
  const bodies = new Map(listed.map((body) => [nameOf(body), body] as const));
  return lazyLibrary(bodies, (body, name) => readFunction(name, body, constants));
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const nameOf = ({ signature }: JsonObject): string => (isObject(signature) ? textOf(signature.name) : '');

function readFunction(name: string, body: JsonObject, constants: Constants): FunctionDef {
  const signature = isObject(body.signature) ? body.signature : {};
  const nodes = nodesOfGraph({ node: body.nodeDef ?? [] }, `The function ${name}`);
  return {
    signature: {
      name,
      inputs: argsOf(signature.inputArg),
      outputs: argsOf(signature.outputArg),
      defaults: new Map(),
      isStateful: signature.isStateful === true,
    },
    nodes: nodes.map((node) => readJsonNode(node, constants)),
    ret: namesOf(body.ret),
    controlRet: namesOf(body.controlRet),
    attrs: readJsonAttrs(body.attr),
  };
}

function argsOf(args: Json | undefined): ArgDef[] {
  const named = (value: Json | undefined): string | null => textOf(value) || null;
  return (isArray(args) ? args.filter(isObject) : []).map((arg) => ({
    name: textOf(arg.name),
    type: typeOf(arg.type),
    typeAttr: named(arg.typeAttr),
    numberAttr: named(arg.numberAttr),
    typeListAttr: named(arg.typeListAttr),
    isRef: arg.isRef === true,
  }));
}

const namesOf = (names: Json | undefined): Map<string, string> =>
  new Map(Object.entries(isObject(names) ? names : {}).map(([key, value]) => [key, textOf(value)]));
