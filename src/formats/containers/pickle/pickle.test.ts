import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PickleDict, type PickleValue, ReadError } from '../../../model/index.ts';
import { memorySource } from '../sources/index.ts';
import { openPickle } from './openPickle.ts';
import { readPickle } from './readPickle.ts';
import { packedFiles } from './testing.ts';

const { files, arrays } = await packedFiles('containers');
const hostile = (await packedFiles('hostile')).files;

const entriesOf = (value: PickleValue): Map<PickleValue, PickleValue> =>
  new Map((value as PickleDict).entries);
const list = (...items: PickleValue[]): PickleValue => ({ kind: 'list', items });
const tuple = (...items: PickleValue[]): PickleValue => ({ kind: 'tuple', items });
const bytes = (...raw: number[]): PickleValue => ({ kind: 'bytes', bytes: Uint8Array.from(raw) });

const open = (name: string) => openPickle(memorySource(name, files.get(name) as Uint8Array));

/** Every array of the file against what NumPy kept beside it. */
function expectArrays(read: Map<PickleValue, PickleValue>, prefix: string): void {
  for (const [key, { dtype, shape, bytes: stored, strings }] of arrays) {
    if (!key.startsWith(prefix)) continue;
    const tensor = { dtype, shape, bytes: stored, strings };
    // `ascontiguousarray` gives scalars an axis.
    const scalar = key.endsWith('scalar-array');
    expect([key, read.get(key.slice(prefix.length))]).toEqual([
      key,
      expect.objectContaining({
        kind: 'array',
        tensor: scalar ? expect.objectContaining({ bytes: stored }) : tensor,
      }),
    ]);
  }
}

describe('pickle and joblib files', () => {
  it.each([...files.keys()].filter((name) => /^(protocol|joblib)/.test(name)))(
    'reads every kind of value in %s as Python wrote it',
    async (name) => {
      const read = entriesOf(await open(name));
      expectArrays(read, 'expected:');
      expect(read.get('objects')).toEqual({
        ...{ kind: 'array', shape: [5], tensor: null, filled: true },
        items: ['x', null, 2n, 2.5, true],
      });
      expect(read.get('list')).toEqual(
        list(
          ...[
            1n,
            -2n,
            2n ** 40n,
            -(2n ** 70n),
            0.5,
            Number.POSITIVE_INFINITY,
            null,
            true,
            'é',
            bytes(0, 255),
          ],
          ...[
            tuple(),
            tuple(1n),
            tuple(1n, 2n),
            { kind: 'dict' as const, entries: [['a', list(1n)] as const] },
          ],
        ),
      );
      expect(read.get('slice')).toEqual({ kind: 'slice', start: 1n, stop: null, step: 2n });
      expect(read.get('whole')).toMatchObject({ kind: 'array', shape: [], tensor: { dtype: 'int64' } });
    },
  );

  it.each([...files.keys()].filter((name) => name.startsWith('long')))('unpacks %s whole', async (name) => {
    expectArrays(entriesOf(await open(name)), 'long:');
  });

  it('reads a scaler as its class and attributes', async () => {
    const scaler = await open('scaler');
    expect(scaler).toMatchObject({ kind: 'object', className: 'sklearn.preprocessing._data.StandardScaler' });
  });

  it('says that an empty file is empty', async () => {
    await expect(openPickle(memorySource('x.pkl', new Uint8Array()))).rejects.toThrow('`x.pkl` is empty');
  });

  it.each(['{"a": 1}', 'PK\x03\x04', '\x93NUMPY', '\x89HDF', '1,2,3\n', ''])(
    'says that something else is no preprocessing file: %j',
    (text) => {
      const bytes = Uint8Array.from(text, (it) => it.charCodeAt(0));
      expect(() => readPickle(bytes, 'x')).toThrow('no preprocessing file');
    },
  );

  it.each([...files.keys()].filter((name) => name.startsWith('long')))(
    'ends in a value or a ReadError, whatever is flipped in %s',
    async (name) => {
      const whole = files.get(name) as Uint8Array;
      const edit = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) });
      await fc.assert(
        fc.asyncProperty(edit, async ({ at, value }) => {
          const damaged = whole.slice();
          damaged[at] = value;
          const read = await openPickle(memorySource(name, damaged)).catch((error: unknown) => error);
          if (read instanceof Error) expect(read).toBeInstanceOf(ReadError);
        }),
        { numRuns: 40 },
      );
    },
  );

  it.each([...files.keys()].filter((name) => /^(joblib|long)-(zlib|gzip|bz2|lzma|xz|lz4)/.test(name)))(
    'never takes a part of %s for the whole',
    async (name) => {
      const whole = files.get(name) as Uint8Array;
      for (const part of [0.1, 0.5, 0.9])
        await expect(
          openPickle(memorySource(name, whole.slice(0, Math.floor(whole.length * part)))),
        ).rejects.toThrow(ReadError);
    },
  );
});

/** What each hostile file is refused with. */
const REFUSALS: Readonly<Record<string, string>> = {
  'os-system': '`posix.system`, which is refused',
  'os-system-protocol-0': '`os.system`, which is refused',
  'os-system-inst': '`os.system`, which is refused',
  'os-system-obj': '`os.system`, which is refused',
  eval: '`builtins.eval`, which is refused',
  'exec-nested': '`builtins.exec`, which is refused',
  getattr: '`builtins.getattr`, which is refused',
  'system-inside-scaler': '`posix.system`, which is refused',
  'dotted-name': '`numpy.ndarray.__new__`, which is refused',
  'reduce-of-a-text': 'calls a text, which is refused',
  'newobj-with-arguments': 'with arguments, which is refused',
  fraction: '`fractions.Fraction`, which is refused',
  regression: '`sklearn.linear_model._base.LinearRegression`, which is refused',
  function: '`numpy.log1p`, which is refused',
  'lambda-cloudpickle': 'cloudpickle wrote it',
  'lambda-dill': 'dill wrote it',
  'persistent-id': 'something outside of the file',
  'persistent-id-text': 'no preprocessing file',
  extension: 'EXT',
  buffers: 'in buffers beside the file',
  'contains-itself': 'contains itself',
  'dict-in-itself': 'contains itself',
  'memo-bomb': 'expands to millions of values',
  'nested-deep': 'nests deeper than 100',
  marks: 'takes a value that is not there',
  'huge-array': 'bytes for an array of',
  'huge-bytes': 'impossible size',
  'huge-text': 'shorter than it says',
  'huge-integer': 'an integer of an impossible length',
  'minus-integer': 'an integer of an impossible length',
  'unknown-memo': 'never memorised',
  'unknown-opcode': 'unknown opcode 0xff',
  'protocol-9': 'protocol 9',
  'empty-stack': 'a value that is not there',
  'left-over': 'values left over',
  'goes-on': 'goes on after its end',
  'side-file': 'with values in other files',
  'record-array': 'array of records',
  dates: 'M8',
  matrix: 'numpy.matrix',
  'long-double': 'f16',
};

describe('hostile pickles', () => {
  it('are all listed here', () => {
    expect([...hostile.keys()].toSorted()).toEqual(Object.keys(REFUSALS).toSorted());
  });

  it.each([...hostile.keys()])('%s is refused by name', (name) => {
    const read = () => readPickle(hostile.get(name) as Uint8Array, name);
    expect(read).toThrow(ReadError);
    expect(read).toThrow(REFUSALS[name]);
  });

  const start = files.get('protocol-4') as Uint8Array;

  it('end in a value or a ReadError, whatever is flipped', () => {
    const edit = fc.record({ at: fc.nat(start.length - 1), value: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        const damaged = start.slice();
        for (const { at, value } of edits) damaged[at] = value;
        expectValueOrRefusal(damaged);
      }),
      { numRuns: 400 },
    );
  });

  it('end in a value or a ReadError, wherever they are cut', () => {
    fc.assert(
      fc.property(fc.nat(start.length - 1), (length) => {
        expect(() => readPickle(start.slice(0, length), 'cut')).toThrow(ReadError);
      }),
    );
  });

  const opcodes = Uint8Array.from(
    [...'(.012FIJKLMNPQRSTUVX]abcdeghijlopqrstu}', '\n'].map((it) => it.charCodeAt(0)),
  );
  const anyOpcode = fc.oneof(fc.constantFrom(...opcodes), fc.integer({ min: 0x80, max: 0x98 }), fc.nat(255));

  it('end in a value or a ReadError, whatever opcodes stand in them', () => {
    fc.assert(
      fc.property(fc.array(anyOpcode, { maxLength: 60 }), (codes) => {
        expectValueOrRefusal(Uint8Array.from([0x80, 4, ...codes, 0x2e]));
      }),
      { numRuns: 2000 },
    );
  });
});

function expectValueOrRefusal(file: Uint8Array): void {
  try {
    readPickle(file, 'fuzz');
  } catch (error) {
    expect(error).toBeInstanceOf(ReadError);
  }
}
