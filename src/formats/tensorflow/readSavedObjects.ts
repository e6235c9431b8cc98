import type { StructuredValue } from '../../model/index.ts';
import { type Fields, readEntry, readFields, type WireReader } from '../containers/protobuf/index.ts';
import { readChild } from './ObjectGraph.ts';
import { readStructuredValue } from './readStructuredValue.ts';
import type { SavedFunction, SavedObject, SavedObjects } from './SavedObject.ts';

const MAX_NODES = 1_000_000;

type Draft = { -readonly [key in keyof SavedObject]: SavedObject[key] } & {
  readonly children: Map<string, number>;
  readonly functions: string[];
};

const NODE: Fields<Draft> = {
  1: (it, from) => readChild(it.children, from.message()),
  4: (it, from) => readUserObject(it, from.message()),
  5: (it, from) => {
    it.kind = 'asset';
    it.asset = numberIn(from.message(), 1);
  },
  6: (it, from) => {
    it.kind = 'function';
    readTexts(it.functions, from.message(), 1);
  },
  7: (it, from) => readVariable(it, from.message()),
  8: (it, from) => {
    it.kind = 'bare-function';
    readTexts(it.functions, from.message(), 1);
  },
  9: (it, from) => {
    it.kind = 'constant';
    it.operation = textIn(from.message(), 1);
  },
  10: (it) => {
    it.kind = 'resource';
  },
  12: (it) => {
    it.kind = 'captured-tensor';
  },
};

/** Reads the object graph of a SavedModel. Every edge leads to a node of it. */
export function readSavedObjects(from: WireReader): SavedObjects {
  const nodes: SavedObject[] = [];
  const functions = new Map<string, SavedFunction>();
  while (from.next()) {
    if (from.field === 1) {
      if (nodes.length >= MAX_NODES) throw from.fault('has more objects than any program');
      nodes.push(readFields(from.message('a saved object'), NODE, emptyNode()));
    } else if (from.field === 2) {
      readEntry(from, functions, (entry) => readFunction(entry.message('a traced function')), emptyFunction);
    }
  }
  const inside = (node: number): boolean => node >= 0 && node < nodes.length;
  const edges = nodes.every(({ children }) => [...children.values()].every(inside));
  const captures = [...functions.values()].every(({ boundInputs }) => boundInputs.every(inside));
  if (!edges || !captures) throw from.fault('has an edge that leads nowhere');
  return { nodes, functions };
}

const emptyNode = (): Draft => ({
  kind: 'none',
  identifier: null,
  children: new Map(),
  functions: [],
  operation: null,
  asset: null,
  metadata: null,
  variableName: null,
  trainable: false,
});

const emptyFunction = (): SavedFunction => ({ boundInputs: [], arguments: null, result: null });

function readUserObject(into: Draft, from: WireReader): void {
  into.kind = 'object';
  while (from.next()) {
    if (from.field === 1) into.identifier = from.text();
    else if (from.field === 3) into.metadata = from.text() || null;
  }
}

function readVariable(into: Draft, from: WireReader): void {
  into.kind = 'variable';
  into.variableName = '';
  while (from.next()) {
    if (from.field === 3) into.trainable = from.bool();
    else if (from.field === 6) into.variableName = from.text().replace(/:0$/, '');
  }
}

function readTexts(into: string[], from: WireReader, field: number): void {
  while (from.next()) if (from.field === field) into.push(from.text());
}

function textIn(from: WireReader, field: number): string {
  let text = '';
  while (from.next()) if (from.field === field) text = from.text();
  return text;
}

function numberIn(from: WireReader, field: number): number {
  let value = 0;
  while (from.next()) if (from.field === field) value = from.int();
  return value;
}

interface FunctionDraft {
  readonly bound: (number | bigint)[];
  arguments: StructuredValue | null;
  result: StructuredValue | null;
}

const FUNCTION: Fields<FunctionDraft> = {
  2: (it, from) => from.wholes(it.bound),
  3: (it, from) => {
    it.arguments = readStructuredValue(from.message('the arguments of a function'));
  },
  4: (it, from) => {
    it.result = readStructuredValue(from.message('the results of a function'));
  },
};

function readFunction(from: WireReader): SavedFunction {
  const draft: FunctionDraft = { bound: [], arguments: null, result: null };
  const { bound, ...rest } = readFields(from, FUNCTION, draft);
  return { ...rest, boundInputs: bound.map(Number) };
}
