import { expect, test } from 'vitest';
import { fileGroups } from './fileGroups.ts';

const groups = (...paths: string[]) =>
  fileGroups(paths.map((path) => ({ name: path.split('/').at(-1) ?? '', path, blob: new Blob([]) }))).map(
    (group) => group.map(({ path }) => path),
  );

test('Two models by themselves are two', () => {
  expect(groups('a.keras', 'b.h5')).toEqual([['a.keras'], ['b.h5']]);
  expect(groups('a.safetensors', 'b.safetensors')).toHaveLength(2);
});

test('The files of a folder are one, and two folders are two', () => {
  expect(groups('one/saved_model.pb', 'two/model.json', 'one/variables/variables.index')).toEqual([
    ['one/saved_model.pb', 'one/variables/variables.index'],
    ['two/model.json'],
  ]);
});

test('Everything in the folder of a SavedModel, taken without the folder, is one', () => {
  expect(
    groups('saved_model.pb', 'fingerprint.pb', 'variables/variables.index', 'assets/words.txt'),
  ).toHaveLength(1);
});

test('An index and its data are one, of two checkpoints two', () => {
  expect(groups('m.index', 'm.data-00000-of-00002', 'm.data-00001-of-00002', 'checkpoint')).toHaveLength(1);
  expect(groups('m-1.index', 'm-1.data-00000-of-00001', 'm-2.index', 'm-2.data-00000-of-00001')).toHaveLength(
    2,
  );
});

test('The file that names the set comes first', () => {
  expect(groups('m.data-00000-of-00001', 'm.index')).toEqual([['m.index', 'm.data-00000-of-00001']]);
});

test('Numbered parts are one model with their index, and without it', () => {
  const parts = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];
  expect(groups(...parts, 'model.safetensors.index.json')).toHaveLength(1);
  expect(groups(...parts)).toHaveLength(1);
  expect(groups('m.weights.json', 'm_00000.weights.h5', 'm_00001.weights.h5')).toHaveLength(1);
});

test('Two models in numbered parts are two', () => {
  expect(
    groups('a-00001-of-00002.safetensors', 'b-00001-of-00002.safetensors', 'a-00002-of-00002.safetensors'),
  ).toEqual([
    ['a-00001-of-00002.safetensors', 'a-00002-of-00002.safetensors'],
    ['b-00001-of-00002.safetensors'],
  ]);
});

test('A model.json is one with its shards, an ONNX model with its tensors, and another model stays apart', () => {
  expect(groups('model.json', 'group1-shard1of1.bin', 'other.keras')).toEqual([
    ['model.json', 'group1-shard1of1.bin'],
    ['other.keras'],
  ]);
  expect(groups('hand.onnx', 'weights.bin', 'hand.keras')).toEqual([
    ['hand.onnx', 'weights.bin'],
    ['hand.keras'],
  ]);
  expect(groups('hand.onnx', 'hand.onnx.data')).toHaveLength(1);
});

test('An architecture stands alone beside weights: what it is shows when it is opened', () => {
  expect(groups('architecture.json', 'm.weights.h5')).toHaveLength(2);
});
