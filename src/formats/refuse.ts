import { type ByteSource, ReadError } from '../model/index.ts';

/** A file that people drop by mistake: how it is recognised, and what to say. */
interface Lookalike {
  readonly is: (head: Uint8Array, text: string) => boolean;
  readonly says: string;
  readonly code?: 'truncated' | 'unsupported-feature' | 'missing-part';
}

const bytes =
  (...magic: readonly number[]) =>
  (head: Uint8Array): boolean =>
    magic.every((byte, i) => head[i] === byte);

const EXPECTED =
  'Expected a model: .keras, .h5, saved_model.pb, a checkpoint (.index), model.json, .tflite, .onnx or .safetensors.';

function picture(kind: string, is: Lookalike['is']): Lookalike {
  return { is, says: `This is a ${kind} picture. Pictures are inputs (--inputs), not a model. ${EXPECTED}` };
}

/** What a file that is no model turns out to be. The first match speaks. */
const LOOKALIKES: readonly Lookalike[] = [
  {
    is: (head) => head.length === 0,
    says: 'The file is empty (0 bytes). It was created but never written, or the download failed.',
  },
  {
    is: (_, text) => text.startsWith('version https://git-lfs'),
    says: 'This is a Git LFS pointer, not the model. Run `git lfs pull`, then open the file again.',
  },
  picture('JPEG', bytes(0xff, 0xd8, 0xff)),
  picture('PNG', bytes(0x89, 0x50, 0x4e, 0x47)),
  picture('GIF', (_, text) => text.startsWith('GIF8')),
  picture('WebP', (_, text) => text.startsWith('RIFF') && text.startsWith('WEBP', 8)),
  picture('BMP', (head, text) => text.startsWith('BM') && head.slice(6, 10).every((byte) => byte === 0)),
  { is: bytes(0x25, 0x50, 0x44, 0x46), says: `This is a PDF document. ${EXPECTED}` },
  {
    is: bytes(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59),
    says: `This is a NumPy array (.npy). Open it as inputs (--inputs), not as a model. ${EXPECTED}`,
  },
  {
    is: (head) => head[0] === 0x80 && (head[1] ?? 0) >= 2 && (head[1] ?? 9) <= 5,
    says: 'This is a Python pickle, which runs code when it is read, so it is not opened as a model. If it holds a fitted scaler, encoder or Pipeline, give it as the scaler (--scaler); if a model, save that with model.save("model.keras").',
  },
  {
    is: (_, text) => /^\s*<(!doctype|html)/i.test(text),
    says: `This is a web page, perhaps a download's error page. ${EXPECTED}`,
  },
  {
    is: (_, text) => /^\s*saved_model_schema_version\s*:/.test(text),
    says: 'This is a SavedModel written as text (saved_model.pbtxt), which is not read. Load it with TensorFlow and save it again: that writes saved_model.pb.',
    code: 'unsupported-feature',
  },
  {
    is: bytes(0x83, 0xaf, 0x70, 0xd1, 0x0d, 0x88, 0x4a, 0x3f),
    says: 'This is a SavedModel that was split into chunks (saved_model.cpb), which is not read. Load it with TensorFlow and save it without experimental_image_format.',
    code: 'unsupported-feature',
  },
  { is: bytes(0x1f, 0x8b), says: `This is a gzip archive. Unpack it and open the model inside. ${EXPECTED}` },
  {
    is: (_, text) => /^\s*[{[]/.test(text),
    says: `This is a JSON text. ${EXPECTED} Files without weights cannot be compared.`,
  },
  {
    is: (head) => head.length < 8,
    says: `The file is only a few bytes long. ${EXPECTED}`,
  },
  {
    is: (head, text) => head.length > 0 && /^[\t\n\r\x20-\x7e]*$/.test(text),
    says: `This is a text file. Tables and lines of text are inputs (--inputs), not a model. ${EXPECTED}`,
  },
];

/** The refusal of a file that is no model, saying what it looks like. */
export function refuse(source: ByteSource): ReadError {
  if (/\.data-\d{5}-of-\d{5}$/.test(source.name))
    return new ReadError(
      'missing-part',
      `\`${source.name}\` holds the values of a TensorFlow checkpoint; what they are stands in the .index file that was saved with it. Open both together, or their folder.`,
      source.name,
    );
  const head = source.view(0, Math.min(512, source.size));
  const text = new TextDecoder('latin1').decode(head);
  const match = LOOKALIKES.find(({ is }) => is(head, text));
  if (match) return new ReadError(match.code ?? 'not-a-model', match.says, null);
  return new ReadError(
    'not-a-model',
    `The first bytes are those of no file that can be read. ${EXPECTED} The start of the file may be damaged.`,
    'byte 0',
  );
}
