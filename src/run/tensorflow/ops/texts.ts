import * as tf from '@tensorflow/tfjs-core';
import { textsOf } from '../../hostTensor.ts';
import { fingerprint64 } from '../../text/fingerprint64.ts';
import type { Compute, OpCall } from './OpCall.ts';

const textTensor = (texts: readonly string[], shape: readonly number[]): tf.Tensor =>
  tf.tensor([...texts], [...shape], 'string');

const ASCII_UPPER = /[A-Z]/g;
const ASCII_LOWER = /[a-z]/g;

/** Without an encoding only the letters of ASCII change. */
function changeCase(call: OpCall, change: (text: string) => string, ascii: RegExp): tf.Tensor {
  const encoding = call.text('encoding');
  if (encoding !== '' && encoding !== 'utf-8') call.refuse(`its encoding ${encoding} is not known.`);
  const x = call.at(0);
  const each = (text: string) => (encoding === '' ? text.replace(ascii, change) : change(text));
  return textTensor(textsOf(x).map(each), x.shape);
}

/** Syntax of RE2 that means something else to JavaScript, or that it lacks. */
const OTHER_SYNTAX = /\(\?[^:]|\\[pPzZAQECabf]|\[\[:|\\x\{|[*+?}]\+/;

const replace: Compute = (call) => {
  const [pattern, rewrite] = [call.text('pattern'), call.text('rewrite')];
  if (OTHER_SYNTAX.test(pattern))
    call.refuse(`its pattern ${pattern} is written in a syntax that is not supported here.`);
  const search = new RegExp(pattern, call.bool('replace_global') ? 'g' : '');
  const by = rewrite
    .replace(/\$/g, '$$$$')
    .replace(/\\(\d)/g, (_, digit) => (digit === '0' ? '$&' : `$${digit}`));
  const x = call.at(0);
  return textTensor(
    textsOf(x).map((text) => text.replace(search, by.replace(/\\\\/g, '\\'))),
    x.shape,
  );
};

/** What TensorFlow takes for white space when it splits at nothing in particular. */
const WHITE = /[ \t\n\v\f\r]+/;

const split: Compute = (call) => {
  const texts = textsOf(call.at(0));
  const separator = textsOf(call.at(1))[0] ?? '';
  const most = call.number('maxsplit');
  if (most >= 0) call.refuse(`its maxsplit = ${most} is not supported.`);
  const words = texts.map((text) =>
    separator === '' ? text.split(WHITE).filter((word) => word !== '') : text.split(separator),
  );
  const longest = Math.max(0, ...words.map((row) => row.length));
  const places = words.flatMap((row, i) => row.flatMap((_, j) => [i, j]));
  const all = words.flat();
  return [
    tf.tensor(Int32Array.from(places), [all.length, 2], 'int32'),
    textTensor(all, [all.length]),
    tf.tensor(Int32Array.of(texts.length, longest), [2], 'int32'),
  ];
};

const hash: Compute = (call) => {
  const buckets = BigInt(call.number('num_buckets'));
  if (buckets > 2n ** 31n) call.refuse('it has more buckets than 32 bits can count.');
  const x = call.at(0);
  const bins = textsOf(x).map((text) => Number(fingerprint64(text) % buckets));
  return tf.tensor(Int32Array.from(bins), x.shape, 'int32');
};

const asText: Compute = (call) => {
  const x = call.at(0);
  if (x.dtype === 'float32') call.refuse('it writes fractions as text, which is not supported.');
  if (call.number('width') !== -1) call.refuse('it writes numbers in a given width, which is not supported.');
  const words = Array.from(x.dataSync(), (value) =>
    x.dtype === 'bool' ? (value ? 'true' : 'false') : String(value),
  );
  return textTensor(words, x.shape);
};

/** Texts, which are always computed on the host. */
export const TEXTS: Readonly<Record<string, Compute>> = {
  StringLower: (call) => changeCase(call, (text) => text.toLowerCase(), ASCII_UPPER),
  StringUpper: (call) => changeCase(call, (text) => text.toUpperCase(), ASCII_LOWER),
  StringStrip: (call) =>
    textTensor(
      textsOf(call.at(0)).map((text) => text.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, '')),
      call.at(0).shape,
    ),
  StaticRegexReplace: replace,
  StringSplitV2: split,
  StringToHashBucketFast: hash,
  AsString: asText,
};
