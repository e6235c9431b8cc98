import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { RunStop } from '../RunStop.ts';
import { commonWhole, summedWhole } from './commonWhole.ts';
import { roundsWholes } from './exactBackend.ts';
import { heldIn } from './heldIn.ts';
import { bitsOf, isUnsigned, rangeOf, type WholeType } from './WholeType.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const TYPES: readonly WholeType[] = [
  ...(['int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64'] as const),
];

/** Whether a type holds every number of another. */
function holds(wide: WholeType, narrow: WholeType): boolean {
  if (isUnsigned(wide)) return isUnsigned(narrow) && bitsOf(narrow) <= bitsOf(wide);
  return bitsOf(narrow) + Number(isUnsigned(narrow)) <= bitsOf(wide);
}

describe('the type in which whole numbers meet', () => {
  const any = fc.constantFrom(...TYPES);

  it('is the narrowest that holds both, or refused where only floats would', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const wide = TYPES.filter((type) => holds(type, a) && holds(type, b));
        if (wide.length === 0) expect(() => commonWhole([a, b])).toThrow(RunStop);
        else {
          const met = commonWhole([a, b]) as WholeType;
          expect(wide).toContain(met);
          expect(bitsOf(met)).toBe(Math.min(...wide.map(bitsOf)));
        }
      }),
    );
  });

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 4 }), (types) => {
        const meet = (list: readonly WholeType[]) => {
          try {
            return commonWhole(list);
          } catch {
            return 'refused';
          }
        };
        expect(meet([...types].reverse())).toBe(meet(types));
      }),
    );
  });

  it('is unknown where all are', () => {
    expect(commonWhole([])).toBeUndefined();
    expect(commonWhole([undefined, undefined])).toBeUndefined();
    expect(commonWhole([undefined, 'uint8'])).toBe('int32');
  });
});

it('a sum is as wide as 32 bits at least, with a sign as before', () => {
  expect(TYPES.map(summedWhole)).toEqual([
    ...['int32', 'uint32', 'int32', 'uint32', 'int32', 'uint32', 'int64', 'uint64'],
  ]);
});

it('a tensor is held in a type that has all its numbers, and refused by others', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -70_000, max: 70_000 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(...TYPES),
      (values, type) => {
        const [least, most] = rangeOf(type);
        const value = { tensor: tf.tensor(values, [values.length], 'int32'), mask: null };
        if (values.every((n) => n >= least && n <= most)) expect(heldIn(value, type).whole).toBe(type);
        else expect(() => heldIn(value, type)).toThrow(`${type} value beyond`);
        value.tensor.dispose();
      },
    ),
  );
});

it('WebGL alone rounds whole numbers, those beyond 24 bits', () => {
  const [exact, rounded] = [2 ** 24, -(2 ** 24) - 1].map((n) => tf.scalar(n, 'int32')) as [
    tf.Tensor,
    tf.Tensor,
  ];
  expect(roundsWholes('webgl', [exact])).toBe(false);
  expect(roundsWholes('webgl', [exact, rounded])).toBe(true);
  expect(roundsWholes('wasm', [rounded])).toBe(false);
  expect(roundsWholes('webgl', [tf.scalar(1e9)])).toBe(false);
});
