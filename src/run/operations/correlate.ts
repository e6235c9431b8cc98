import * as tf from '@tensorflow/tfjs-core';
import type { KernelCall } from '../kernels/Kernel.ts';
import { RunStop } from '../RunStop.ts';
import { alongAxis } from './HostArray.ts';
import type { OperationCall } from './OperationCall.ts';
import { floats } from './promote.ts';

const MODES = ['valid', 'same', 'full'] as const;
type Mode = (typeof MODES)[number];

/** Where the second line begins against the first, and how many places it takes. */
interface Course {
  readonly first: number;
  readonly length: number;
}

/** NumPy's: `full` wherever the lines touch, `same` the middle as long as the longer, `valid` where one lies on the other. */
const COURSES: Readonly<Record<Mode, (n: number, m: number) => Course>> = {
  valid: (n, m) => ({ first: 0, length: n - m + 1 }),
  same: (n, m) => {
    const length = Math.max(n, m);
    return { first: 1 - m + Math.floor((n + m - 1 - length) / 2), length };
  },
  full: (n, m) => ({ first: 1 - m, length: n + m - 1 }),
};

const half = (size: number): number => Math.floor(size / 2);

/** Those of Keras before 3.13, which pads as TensorFlow's SAME does (`keras/src/backend/tensorflow/numpy.py`, `correlate`). */
const EARLY: Readonly<Record<Mode, (n: number, m: number) => Course>> = {
  valid: COURSES.valid,
  same: (n, m) => ({ first: -half(m - 1), length: n }),
  full: (n, m) => ({ first: half(n - 1) - half(n + m - 2) - half(m - 1), length: n + m - 1 }),
};

/** Correlation of two lines. */
export function correlate(call: OperationCall, { version }: KernelCall): tf.Tensor {
  const [a, b] = floats([call.tensor('x1'), call.tensor('x2')]) as [tf.Tensor, tf.Tensor];
  if (a.rank !== 1 || b.rank !== 1) throw new RunStop('It correlates tensors of more than one axis.');
  const mode = call.choice('mode', MODES, 'valid');
  const [now, early] = [COURSES, EARLY].map((courses) => courses[mode](a.size, b.size)) as [Course, Course];
  if (version === null && (now.first !== early.first || now.length !== early.length || now.length === 1))
    throw new RunStop('Keras before 3.13 correlates otherwise, and the file does not say which wrote it.');
  const isEarly = version !== null && version.minor < 13;
  const { first, length } = isEarly ? early : now;
  if (length < 1) throw new RunStop('Its second input is longer than its first.');
  const weights = [...b.dataSync()];
  const line = alongAxis(a, 0, 'float32', (values) =>
    Array.from({ length }, (_, i) =>
      weights.reduce((sum, w, k) => sum + w * (values[i + first + k] ?? 0), 0),
    ),
  );
  return isEarly && length === 1 ? tf.reshape(line, []) : line;
}
