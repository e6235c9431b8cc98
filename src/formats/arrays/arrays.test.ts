import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Tensor, toFloat64 } from '../../model/index.ts';
import { memorySource } from '../containers/index.ts';
import { openArrays } from './openArrays.ts';
import { readRows } from './readRows.ts';

const open = (text: string, name = 'data.csv') =>
  openArrays(memorySource(name, new TextEncoder().encode(text)));
const plain = (tensor: Tensor | undefined) => ({
  shape: tensor?.shape,
  values: tensor?.strings ?? [...(tensor ? (toFloat64(tensor) ?? []) : [])],
});

describe('A table', () => {
  it('without a header is one array', async () => {
    const arrays = await open('1,2.5\n-3e1,inf\n');
    expect(plain(arrays.get('x'))).toEqual({
      shape: [2, 2],
      values: [1, 2.5, -30, Number.POSITIVE_INFINITY],
    });
    expect(arrays.isTable).toBeUndefined();
  });

  it('with a header has an array for each column, numbers or text, empty numbers being NaN', async () => {
    const arrays = await open('\uFEFFage;"home; town";size\r\n31;"a ""b"";\nc";1.5\r\n;d;2\r\n');
    expect([...arrays.keys()]).toEqual(['age', 'home; town', 'size']);
    expect(arrays.isTable).toBe(true);
    expect(plain(arrays.get('age'))).toEqual({ shape: [2, 1], values: [31, Number.NaN] });
    expect(plain(arrays.get('home; town'))).toEqual({ shape: [2, 1], values: ['a "b";\nc', 'd'] });
  });

  it('has the names that numpy.savetxt writes as a comment', async () => {
    expect([...(await open('# a,b\n1,2\n')).keys()]).toEqual(['a', 'b']);
  });

  it.each([
    ['1,2\n3\n', /Line 2 .* has 1 fields, the first line has 2/],
    ['a,b\n1,2\n3,x\n', /Line 3 .* holds "x", which is no number/],
    ['a;b\n1,5;2\n', /decimal comma/],
    ['0,1,2\n5,6,7\n', /may be a sample, or a header/],
    [',a,b\n0,1,2\n', /Column 1 .* has no name.*index=False/],
    ['a,a\n1,2\n', /two columns "a"/],
    ['text\nhello\n', /nothing but text/],
    ['1,x\n2,y\n', /columns of text beside columns of numbers/],
    ['a,b\n', /no rows/],
    ['"a,b\n1,2', /does not end/],
    ['"a"b,c\n1,2', /after a closing quote/],
  ])('is refused: %j', async (text, message) => {
    await expect(open(text)).rejects.toThrow(message);
  });

  it('keeps every cell, whatever it holds, when it is quoted', () => {
    const cell = fc.string().map((it) => it.replace(/\r/g, ''));
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((n) => fc.array(fc.array(cell, { minLength: n, maxLength: n }), { minLength: 1 }));
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows.map((row) => row.map((it) => `"${it.replaceAll('"', '""')}"`).join(',')).join('\n');
        expect(readRows(text, 'x').map(({ cells }) => cells)).toEqual(rows);
      }),
    );
  });
});

describe('JSON', () => {
  it('is read as one array, arrays by name, records, and requests of TensorFlow Serving', async () => {
    expect(plain((await open('[[1, true], [3, 4]]', 'x.json')).get('x'))).toEqual({
      shape: [2, 2],
      values: [1, 1, 3, 4],
    });
    const named = await open('{"p": [[1]], "q": ["a"]}', 'x.json');
    expect(plain(named.get('q'))).toEqual({ shape: [1], values: ['a'] });
    const records = await open('[{"p": 1, "q": [1, 2]}, {"q": [3, 4], "p": 2}]', 'x.json');
    expect(plain(records.get('p'))).toEqual({ shape: [2, 1], values: [1, 2] });
    expect(plain(records.get('q'))).toEqual({ shape: [2, 2], values: [1, 2, 3, 4] });
    expect(
      plain((await open('{"signature_name": "s", "instances": [[1], [2]]}', 'x.json')).get('x')).shape,
    ).toEqual([2, 1]);
    expect([...(await open('{"inputs": {"p": [[1]], "q": [[2]]}}', 'x.json')).keys()]).toEqual(['p', 'q']);
  });

  it.each([
    ['[[1], [2, 3]]', /no regular array/],
    ['[[1], [null]]', /null among numbers/],
    ['["a", 1]', /a number among text/],
    ['[{"p": 1}, {"q": 2}]', /Record 2 .* other keys/],
    ['{"p": {"q": 1}}', /an object among numbers/],
  ])('is refused: %s', async (text, message) => {
    await expect(open(text, 'x.json')).rejects.toThrow(message);
  });
});

describe('A text file', () => {
  it('is one text a line, whatever the lines look like', async () => {
    const arrays = await open('a, b\n\n[c]\n', 'lines.txt');
    expect(plain(arrays.get('x'))).toEqual({ shape: [3], values: ['a, b', '', '[c]'] });
  });
});
