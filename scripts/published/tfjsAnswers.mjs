// What TensorFlow.js itself answers: `node tfjsAnswers.mjs layers|graph MODEL.JSON FREE OUT.json` writes inputs and answers.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';

const [kind, path, free, out] = process.argv.slice(2);
const SAMPLES = 1;
let state = 7;

/** Numbers that look random, the same everywhere. */
function random() {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
}

const handler = {
  load: async () => {
    const { modelTopology, weightsManifest, ...more } = JSON.parse(readFileSync(path, 'utf8'));
    const files = weightsManifest.flatMap(({ paths }) => paths);
    const bytes = Buffer.concat(files.map((name) => readFileSync(join(dirname(path), name))));
    const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
    return { ...more, modelTopology, weightSpecs, weightData: new Uint8Array(bytes).buffer };
  },
};

function inputFor(shape, dtype) {
  const sized = shape.map((axis, i) =>
    axis === null || axis < 0 ? (i === 0 ? SAMPLES : Number(free)) : axis,
  );
  const size = sized.reduce((product, axis) => product * axis, 1);
  const values = Float32Array.from({ length: size }, () =>
    dtype === 'int32' ? Math.floor(random() * 256) : random(),
  );
  return tf.tensor(values, sized, dtype === 'int32' ? 'int32' : 'float32');
}

const arrays = {};
const largest = {};

/** A tensor's name without the number of the output. */
const bare = (name) => name.replace(/:0$/, '');

function keep(name, tensor) {
  arrays[name] = tensor.arraySync();
  largest[name] = tensor.dataSync().reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

tf.env().set('PROD', true);
await tf.setBackend('cpu');
const model = kind === 'graph' ? await loadGraphModel(handler) : await loadLayersModel(handler);
const inputs = model.inputs.map(({ shape, dtype }) => inputFor(shape, dtype));
inputs.forEach((tensor, i) => {
  arrays[inputs.length === 1 ? 'x' : `x${i}`] = tensor.arraySync();
});
if (kind === 'graph') {
  const { outputs = {} } = JSON.parse(readFileSync(path, 'utf8')).signature ?? {};
  const keys = new Map(Object.entries(outputs).map(([key, { name }]) => [bare(name), bare(key)]));
  const names = model.outputs.map(({ name }) => name);
  const given = Object.fromEntries(model.inputs.map(({ name }, i) => [name, inputs[i]]));
  const answers = [await model.executeAsync(given, names)].flat();
  answers.forEach((tensor, i) => {
    keep(keys.get(bare(names[i])) ?? bare(names[i]), tensor);
  });
} else {
  [model.predict(inputs)].flat().forEach((tensor, i) => {
    keep(`y${i}`, tensor);
  });
}
writeFileSync(out, JSON.stringify(arrays));
console.log(JSON.stringify({ largest }));
