import { ReadError, type Tensor } from '../model/index.ts';

const MAX_ROWS = 1_000_000;

/**
 * Reads a table of numbers as a float64 tensor [rows, columns] (RFC 4180 without quoted line breaks). A first line that is
 * no numbers is a header. Separators are comma, semicolon or tab. Empty fields and words are refused: their meaning would
 * be a guess.
 */
export function parseCsv(text: string, name: string): Tensor {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const separator = separatorOf(lines[0] ?? '');
  const fields = (line: string): string[] =>
    line.split(separator).map((field) => field.trim().replace(/^"(.*)"$/, '$1'));
  const body = fields(lines[0] ?? '').every(isNumber) ? lines : lines.slice(1);
  if (body.length === 0) throw new ReadError('not-a-model', `\`${name}\` holds no rows of numbers.`);
  if (body.length > MAX_ROWS)
    throw new ReadError('too-large', `\`${name}\` has more than ${MAX_ROWS.toLocaleString('en')} rows.`);
  const columns = fields(body[0] as string).length;
  const values = new Float64Array(body.length * columns);
  body.forEach((line, row) => {
    const cells = fields(line);
    const lineNumber = row + 1 + lines.length - body.length;
    if (cells.length !== columns) {
      throw new ReadError(
        'corrupt',
        `Line ${lineNumber} of \`${name}\` has ${cells.length} fields, the first row has ${columns}.`,
        `line ${lineNumber}`,
      );
    }
    cells.forEach((cell, column) => {
      if (!isNumber(cell))
        throw new ReadError(
          'corrupt',
          `Line ${lineNumber} of \`${name}\` holds "${cell.slice(0, 40)}", which is no number.`,
          `line ${lineNumber}`,
        );
      values[row * columns + column] = numberOf(cell);
    });
  });
  return { dtype: 'float64', shape: [body.length, columns], bytes: new Uint8Array(values.buffer) };
}

function separatorOf(line: string): string {
  return ['\t', ';', ','].find((it) => line.includes(it)) ?? ',';
}

function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) || /^[+-]?(nan|inf|infinity)$/i.test(text);
}

function numberOf(text: string): number {
  const word = text.toLowerCase().replace(/^\+/, '');
  if (word.endsWith('nan')) return Number.NaN;
  if (word.includes('inf')) return word.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text);
}
