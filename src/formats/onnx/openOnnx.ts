import {
  type ByteSource,
  type FileSet,
  type OpenModel,
  ReadError,
  type ReadNote,
} from '../../model/index.ts';
import { MessageRange, type RangedField } from '../containers/protobuf/index.ts';
import { assembleConverted } from '../converted/assembleConverted.ts';
import { rangedStore } from '../rangedStore.ts';
import { flattenGraph } from './flattenGraph.ts';
import { ONNX_ROLES } from './operationRoles.ts';
import { type OnnxGraph, readGraph } from './readGraph.ts';
import { withKerasGates } from './withKerasGates.ts';

const MISSING =
  'ONNX models are not run here: their nodes and weights are compared, their predictions are not.';

/** Before version 3, which came with ONNX 1.0, operators were other ones. */
const LEAST_IR_VERSION = 3;

/** Opens an ONNX model: a node is a layer, its initializers are the layer's variables. Nothing in it is run. */
export async function openOnnx(source: ByteSource, files: FileSet, at: string): Promise<OpenModel> {
  const model = readModel(source);
  const flat = flattenGraph(model.graph, files, at);
  const graph = await withKerasGates(flat, files);
  const tensors = [...graph.constants.values()];
  const others = new Set(
    [...flat.constants.values()].flatMap(({ range }) => (range && range.path !== at ? [range.path] : [])),
  );
  const paths = [at, ...[...others].sort()];
  return assembleConverted(
    {
      name: source.name,
      byteLength: paths.reduce((sum, path) => sum + files.size(path), 0),
      format: 'onnx',
      className: 'ONNX graph',
      writer: model.writer,
      missing: MISSING,
      store: (bound) => rangedStore(files, paths, tensors, bound),
    },
    { ...graph, notes: [...model.notes, ...graph.notes] },
    ONNX_ROLES,
  );
}

interface OnnxModel {
  readonly graph: OnnxGraph;
  readonly writer: string | null;
  readonly notes: readonly ReadNote[];
}

interface Draft {
  version: number;
  writer: string;
  writerVersion: string;
  graph: OnnxGraph | null;
  functions: number;
  readonly opsets: string[];
}

function readModel(source: ByteSource): OnnxModel {
  const message = new MessageRange(source, 0, source.size, 'the model');
  const draft: Draft = { version: 0, writer: '', writerVersion: '', graph: null, functions: 0, opsets: [] };
  for (const field of message.fields()) FIELDS[field.number]?.(draft, field, message);
  if (draft.version < LEAST_IR_VERSION)
    throw new ReadError(
      'unsupported-version',
      `\`${source.name}\` is of ONNX’s IR version ${draft.version}; from ${LEAST_IR_VERSION} on they are read. Convert it with onnx.version_converter.`,
      'byte 0',
    );
  if (draft.graph === null) throw message.fault('has no graph');
  const writer = `${draft.writer} ${draft.writerVersion}`.trim();
  return { graph: draft.graph, writer: writer || null, notes: notesOf(draft, writer) };
}

type Take = (draft: Draft, field: RangedField, message: MessageRange) => void;

const FIELDS: Readonly<Record<number, Take>> = {
  1: (draft, field, message) => {
    draft.version = message.int(field);
  },
  2: (draft, field, message) => {
    draft.writer = message.text(field);
  },
  3: (draft, field, message) => {
    draft.writerVersion = message.text(field);
  },
  7: (draft, field, message) => {
    draft.graph = readGraph(message.message(field, 'the graph'));
  },
  8: (draft, field, message) => void draft.opsets.push(opsetOf(message.message(field, 'an operator set'))),
  25: (draft) => {
    draft.functions += 1;
  },
};

function opsetOf(message: MessageRange): string {
  let [domain, version] = ['', 0];
  for (const field of message.fields()) {
    if (field.number === 1) domain = message.text(field);
    else if (field.number === 2) version = message.int(field);
  }
  return domain === '' ? `${version}` : `${domain} ${version}`;
}

function notesOf({ version, opsets, functions }: Draft, writer: string): ReadNote[] {
  const by = writer === '' ? '' : `Written by ${writer}; `;
  const note = (code: string, message: string): ReadNote => ({ code, message, where: null });
  return [
    note(
      'written-by',
      `${by}ONNX IR version ${version}, operator sets: ${opsets.join(', ') || 'none stated'}.`,
    ),
    ...(functions > 0
      ? [
          note(
            'own-functions',
            `${functions} operators are defined in the file itself; what they do is not compared.`,
          ),
        ]
      : []),
  ];
}
