import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseKerasVersion } from '../../keras/index.ts';
import type { JsonObject } from '../../model/index.ts';
import { switchBackend } from '../backends.ts';
import { Weights } from '../Weights.ts';
import { callLayer } from './callLayer.ts';

beforeAll(async () => {
  await switchBackend('cpu');
});

type Make = () => tf.Tensor;

const text =
  (...words: string[]): Make =>
  () =>
    tf.tensor(words, [words.length, 1], 'string');
const whole =
  (...values: number[]): Make =>
  () =>
    tf.tensor(values, [values.length, 1], 'int32');
const image: Make = () => tf.zeros([1, 4, 4, 1]);
const vocabulary = ['ham', 'egg'];

/** What the layer says when Keras of this version wrote it. */
function refusal(className: string, config: JsonObject, make: Make, keras = '3.15.1'): () => unknown {
  const site = { version: parseKerasVersion(keras), weights: new Weights({}) };
  const value = { kind: 'value' as const, value: { tensor: make(), mask: null } };
  return () => callLayer({ className, module: null, config, kind: 'layer' }, site, [value], {});
}

const CASES: readonly (readonly [string, string, JsonObject, Make, RegExp])[] = [
  ['no vocabulary', 'StringLookup', {}, text('ham'), /does not hold its vocabulary/],
  [
    'a vocabulary elsewhere',
    'StringLookup',
    { vocabulary: '/data/v.txt' },
    text('ham'),
    /"\/data\/v.txt", outside/,
  ],
  [
    'an unknown word',
    'StringLookup',
    { vocabulary, num_oov_indices: 0 },
    text('eel'),
    /"eel" is not in its vocab/,
  ],
  ['numbers for words', 'StringLookup', { vocabulary }, whole(1), /int32 values where it takes text/],
  [
    'words for numbers',
    'IntegerLookup',
    { vocabulary: [1, 2] },
    text('ham'),
    /holds text where it takes whole/,
  ],
  ['a token twice', 'StringLookup', { vocabulary: ['a', 'a'] }, text('a'), /holds a token twice/],
  [
    'a sparse output',
    'StringLookup',
    { vocabulary, output_mode: 'count', sparse: true },
    text('a'),
    /sparse = true/,
  ],
  [
    'no idf weights',
    'StringLookup',
    { vocabulary, output_mode: 'tf_idf' },
    text('a'),
    /does not hold its idf/,
  ],
  ['a ragged output', 'TextVectorization', { vocabulary, ragged: true }, text('a'), /ragged = true/],
  [
    'Python code',
    'TextVectorization',
    { vocabulary, split: 'my>split' },
    text('a'),
    /split is a function of its own/,
  ],
  [
    'an unfinished summary',
    'Discretization',
    { num_bins: 3 },
    whole(1),
    /does not state its option bin_boundaries/,
  ],
  [
    'bins out of order',
    'Discretization',
    { bin_boundaries: [2, 1] },
    whole(1),
    /boundaries are not in order/,
  ],
  ['an id below zero', 'CategoryEncoding', { num_tokens: 3 }, whole(-1), /An id is -1/],
  ['an odd salt', 'Hashing', { num_bins: 3, salt: [1] }, text('a'), /salt = \[1\] is not supported/],
  ['fill modes', 'Resizing', { height: 2, width: 2, fill_mode: 'wrap' }, image, /fill_mode = "wrap"/],
  [
    'unknown ways',
    'Resizing',
    { height: 2, width: 2, interpolation: 'spline' },
    image,
    /interpolation = "spline"/,
  ],
  ['a crossing of columns', 'CategoryCrossing', {}, text('a'), /CategoryCrossing cannot be run/],
];

describe('Preparing layers refuse by name', () => {
  it.each(CASES)('%s: %s', (_, className, config, x, message) => {
    expect(refusal(className, config, x)).toThrow(message);
  });

  it('what Keras computed otherwise before 2.6', () => {
    expect(refusal('StringLookup', { vocabulary }, text('ham'), '2.4.0')).toThrow(/before 2.6/);
  });

  it('ids outside, where tf.keras does', () => {
    expect(refusal('CategoryEncoding', { num_tokens: 3 }, whole(3), '2.15.0')).toThrow(
      /outside its 3 tokens/,
    );
  });
});
