import {
  type ExpectedVariable,
  expectVariables,
  type KerasVersion,
  STORE_PROFILES,
  type StoreProfile,
} from '../../keras/index.ts';
import type { JsonObject } from '../../model/index.ts';
import { Binder, type Binding } from '../keras/Binding.ts';
import { checkShape } from '../keras/checkShape.ts';
import type { SavedVariable } from './Checkpoint.ts';
import { claimBelowLayers } from './claimBelowLayers.ts';
import { findModel } from './findModel.ts';
import { follow } from './followSteps.ts';
import type { ObjectGraph } from './ObjectGraph.ts';

/**
 * Gives the variables of an object graph their layers and roles by walking the config and the objects together, edge by edge,
 * as TensorFlow does when it restores (`tensorflow/python/checkpoint/restore.py`). What no edge leads to is found by the
 * variable's own name, where only one has it.
 */
export function bindObjects(
  graph: ObjectGraph,
  variables: readonly SavedVariable[],
  config: JsonObject,
  version: KerasVersion | null,
): Binding {
  const expectation = expectVariables(config, version, STORE_PROFILES[0] as StoreProfile);
  const byNode = new Map(variables.flatMap((it) => (it.node === null ? [] : [[it.node, it] as const])));
  const model = findModel(graph, expectation.variables, byNode);
  const binder = new Binder();
  const open = new Set(variables);
  const found = matchAll(graph, model.node, expectation.variables, byNode, open);
  for (const it of expectation.variables) {
    const match = found.get(it);
    if (match) addMatch(binder, it, match);
    else if (it.role !== 'kernel_copy') noteMissing(it, isOfKeras3(graph, model.node), binder);
  }
  claimBelowLayers(graph, model.node, expectation, byNode, open, binder);
  addRest(open, binder);
  if (model.restructured !== null)
    binder.note(
      'other-structure',
      `The checkpoint was saved from a model of ${model.restructured.saved} layers, and this one has ${model.restructured.wanted}. Layers are matched by their order among those with weights, as TensorFlow does; values may belong to another layer.`,
      null,
    );
  return binder.done();
}

/** Keras 3 keeps its lists from TensorFlow, which then saves nothing of them and says nothing (`keras/src/utils/tracking.py`). */
function noteMissing({ layer, tail }: ExpectedVariable, isKeras3: boolean, binder: Binder): void {
  const missing = `The checkpoint holds no value for ${layer}/${tail}.`;
  if (isKeras3)
    binder.note(
      'unsaved-variable',
      `${missing} TensorFlow follows no lists of Keras 3: layers inside of one are saved only where the optimizer lists their weights.`,
      layer,
    );
  else binder.note('missing-variable', missing, layer);
}

function isOfKeras3(graph: ObjectGraph, model: number): boolean {
  const { children } = graph[model]!;
  return children.has('_operations') || children.has('_functional');
}

type Matches = Map<ExpectedVariable, SavedVariable>;

function matchAll(
  graph: ObjectGraph,
  root: number,
  wanted: readonly ExpectedVariable[],
  byNode: ReadonlyMap<number, SavedVariable>,
  open: Set<SavedVariable>,
): Matches {
  const found: Matches = new Map();
  for (const it of wanted) {
    const node = follow(graph, root, it.objects);
    const match = node === null ? undefined : byNode.get(node);
    // A layer that two nested models share is one object with one value.
    if (match === undefined) continue;
    found.set(it, match);
    open.delete(match);
  }
  const rest = wanted.filter((it) => !found.has(it));
  if (rest.length > 0) matchByName(rest, open, found);
  return found;
}

/** A variable's own name ends as its layer's and its own path do; one alone is needed. */
function matchByName(wanted: readonly ExpectedVariable[], open: Set<SavedVariable>, found: Matches): void {
  const byEnd = new Map<string, SavedVariable[]>();
  for (const it of open) {
    if (it.purpose !== 'weight') continue;
    const parts = it.fullName.split('/');
    for (let i = 0; i < parts.length - 1; i++) {
      const end = parts.slice(i).join('/');
      const same = byEnd.get(end);
      if (same) same.push(it);
      else byEnd.set(end, [it]);
    }
  }
  for (const it of wanted) {
    const [only, ...more] = (byEnd.get(`${it.layer}/${it.tail}`) ?? []).filter((match) => open.has(match));
    if (only === undefined || more.length > 0) continue;
    found.set(it, only);
    open.delete(only);
  }
}

function addMatch(binder: Binder, it: ExpectedVariable, { tensor, fullName }: SavedVariable): void {
  const { layer, tail, role } = it;
  checkShape(it.shape, tensor, `${layer}/${tail}`);
  binder.add(tensor, { id: `${layer}/${tail}`, layer, role, purpose: 'weight', named: 'config' });
  const stored = storedLayer(fullName, tail);
  if (stored !== null && stored !== layer.slice(layer.lastIndexOf('/') + 1))
    binder.note(
      'other-name',
      `The values of ${layer} were saved from a layer called "${stored}".`,
      tensor.place,
    );
}

/** The layer in a variable's own name, where the variable lies directly in it. */
function storedLayer(fullName: string, tail: string): string | null {
  const parts = fullName.split('/');
  return tail.includes('/') || parts.length < 2 || parts.at(-1) !== tail ? null : (parts.at(-2) as string);
}

function addRest(open: ReadonlySet<SavedVariable>, binder: Binder): void {
  for (const { tensor, path, purpose } of open) {
    if (purpose === 'weight')
      binder.note('unclaimed-variable', `No layer of the config asks for ${path}.`, tensor.place);
    const role = path.slice(path.lastIndexOf('/') + 1);
    binder.add(tensor, {
      id: path,
      layer: null,
      role,
      purpose: purpose === 'weight' ? 'other' : purpose,
      named: 'place',
    });
  }
}
