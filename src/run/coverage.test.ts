import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseKerasVersion } from '../keras/index.ts';
import type { Json } from '../model/index.ts';
import { callLayer } from './kernels/callLayer.ts';
import { RunStop } from './RunStop.ts';
import { caseFiles, readCases } from './testing.ts';
import { Weights } from './Weights.ts';

const path = new URL('./testdata/layer_classes.json', import.meta.url);
const exported: Readonly<Record<string, readonly string[]>> = JSON.parse(readFileSync(path, 'utf8'));

/** Classes that no file can bring to a result here, each with what the refusal says. */
const REFUSED: ReadonlyMap<string, RegExp> = new Map([
  // What they compute is not in the file.
  ['Lambda', /Python code/],
  ['JaxLayer', /JaxLayer cannot be run/],
  ['FlaxLayer', /FlaxLayer cannot be run/],
  ['TorchModuleWrapper', /TorchModuleWrapper cannot be run/],
  ['TFSMLayer', /TFSMLayer cannot be run/],
  // Bases of other classes, which compute nothing themselves.
  ['Layer', /Layer cannot be run/],
  ['Wrapper', /Wrapper cannot be run/],
  ['AbstractRNNCell', /AbstractRNNCell cannot be run/],
  ['PreprocessingLayer', /PreprocessingLayer cannot be run/],
  // They need columns of features or random projections that no config holds.
  ['DenseFeatures', /DenseFeatures cannot be run/],
]);

/** Every class name that stands anywhere in a config. */
function classesIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(classesIn);
  if (value === null || typeof value !== 'object') return [];
  const own = 'class_name' in value && typeof value.class_name === 'string' ? [value.class_name] : [];
  return [...own, ...Object.values(value).flatMap(classesIn)];
}

const covered = new Set<string>();
for (const file of caseFiles()) {
  for (const { model } of readCases(file).cases) for (const name of classesIn(model)) covered.add(name);
}

describe.each(Object.entries(exported))('Of the layers that Keras %s exports', (keras, classes) => {
  it.each(classes)('%s is held against Keras, or refused by name', (className) => {
    const message = REFUSED.get(className);
    if (message === undefined) expect([...covered]).toContain(className);
    else expect(() => call(className, keras)).toThrow(message);
  });
});

function call(className: string, keras: string): void {
  const site = { version: parseKerasVersion(keras), weights: new Weights({}) };
  try {
    callLayer({ className, module: null, config: {}, kind: 'layer' }, site, [], {});
  } catch (error) {
    if (error instanceof RunStop) throw error;
    throw new Error(`${className} was not refused but failed: ${error}`);
  }
}
