import {
  type Asset,
  type Capture,
  type ConcreteFunction,
  type FileSet,
  ReadError,
  type SavedNode,
  type Signature,
  type TfProgram,
  type VariableId,
} from '../../model/index.ts';
import type { MetaGraph } from './readMetaGraph.ts';
import type { SavedObjects } from './SavedObject.ts';

/** How the program's objects and names lead to variables of the artifact. */
export interface VariableWays {
  /** By number of the saved object. */
  readonly ofObject: (node: number) => VariableId | null;
  /** By name, as the main graph has them. */
  readonly byName: ReadonlyMap<string, VariableId>;
  readonly layerOfObject: ReadonlyMap<number, string>;
}

const NO_OBJECTS: SavedObjects = { nodes: [], functions: new Map() };
const INIT = '__saved_model_init_op';

/** The program of a SavedModel, as an executor needs it; nothing is decoded that nobody asks for. */
export function readProgram(meta: MetaGraph, files: FileSet, folder: string, ways: VariableWays): TfProgram {
  const objects = meta.objects ?? NO_OBJECTS;
  const signatures = [...meta.signatures.values()].filter(({ name }) => !name.startsWith('__saved_model_'));
  return {
    kind: meta.objects === null ? 'tf1' : 'tf2',
    graph: meta.graph,
    signatures,
    main: mainOf(signatures),
    functions: functionsOf(objects, ways),
    objects: nodesOf(objects),
    variables: ways.byName,
    assets: meta.assets.map(({ tensor, filename }) => assetOf(files, folder, tensor, filename)),
    initializers: initializersOf(meta),
    opDefs: meta.opDefs,
    tensorflowVersion: meta.tensorflowVersion,
    layerOfObject: ways.layerOfObject,
  };
}

function mainOf(signatures: readonly Signature[]): Signature | null {
  const [only, ...more] = signatures;
  const named = (name: string): Signature | undefined => signatures.find((it) => it.name === name);
  return (
    named('serving_default') ??
    named('serve') ??
    (more.length === 0 ? (only ?? null) : (named('default') ?? null))
  );
}

function functionsOf({ nodes, functions }: SavedObjects, ways: VariableWays): Map<string, ConcreteFunction> {
  const captureOf = (object: number): Capture => {
    const { kind, operation, asset, variableName } = nodes[object]!;
    if (kind === 'variable') return { kind, variable: ways.ofObject(object), name: variableName ?? '' };
    if (kind === 'constant' && operation !== null) return { kind, node: operation };
    if (kind === 'asset' && asset !== null) return { kind, asset };
    if (kind === 'resource') return { kind, object };
    // Lookup tables are user objects that create their resource.
    if (kind === 'object') return { kind: 'resource', object };
    return { kind: 'unknown', object, what: kind };
  };
  return new Map(
    [...functions].map(([name, { boundInputs, ...rest }]) => [
      name,
      { name, captures: boundInputs.map(captureOf), ...rest },
    ]),
  );
}

/** Every object with the first and shortest way to it. */
function nodesOf({ nodes }: SavedObjects): SavedNode[] {
  const paths = new Map<number, string>();
  if (nodes.length > 0) paths.set(0, '');
  for (const [node, path] of paths)
    for (const [edge, child] of nodes[node]!.children)
      if (!paths.has(child) && path.length < MAX_PATH)
        paths.set(child, path === '' ? edge : `${path}/${edge}`);
  return nodes.map(({ kind, identifier, children, functions, operation, asset }, id) => ({
    id,
    path: paths.get(id) ?? null,
    kind,
    identifier,
    children,
    functions,
    operation,
    asset,
  }));
}

/** Longer ways are hostile: a chain of a million objects would take the square of that. */
const MAX_PATH = 4096;

function assetOf(files: FileSet, folder: string, tensor: string | null, filename: string): Asset {
  const path = `${folder}assets/${filename}`;
  const outside = filename.split(/[/\\]/).includes('..') || /^([/\\]|[A-Za-z]:)/.test(filename);
  return {
    path,
    tensor,
    open: () =>
      outside
        ? Promise.reject(
            new ReadError('corrupt', `The SavedModel names a file outside its folder: ${filename}.`, path),
          )
        : files.open(path),
  };
}

/** TensorFlow 1 lists what fills tables in collections, TensorFlow 2 as a signature. */
function initializersOf({ collections, signatures }: MetaGraph): string[] {
  const listed = ['table_initializer', 'legacy_init_op', 'saved_model_main_op'].flatMap(
    (name) => collections.get(name)?.nodes ?? [],
  );
  const init = signatures.get(INIT)?.outputs.flatMap(({ tensor }) => tensor ?? []) ?? [];
  return [...new Set([...listed, ...init].map((name) => name.replace(/^\^/, '').replace(/:0$/, '')))];
}
