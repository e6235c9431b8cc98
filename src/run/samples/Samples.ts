import type { Tensor } from '../../model/index.ts';

/** Inputs for one model: one array per input, the samples along the first axis. */
export interface Samples {
  /** `generated, seed 0` or the file's name. */
  readonly source: string;
  readonly count: number;
  /** In the order of the model's inputs. */
  readonly inputs: readonly { readonly name: string; readonly tensor: Tensor }[];
  /** What the user should know: NaN inside, arrays taken by their order … */
  readonly notes: readonly string[];
}

/** Samples as a report tells of them. */
export interface SamplesFacts {
  readonly source: string;
  readonly sha256: string;
  readonly samples: number;
  readonly notes?: readonly string[];
}

/** What a report says about samples. */
export async function samplesFacts(samples: Samples): Promise<SamplesFacts> {
  const { source, count, notes } = samples;
  const facts = { source, sha256: await hashSamples(samples), samples: count };
  return notes.length === 0 ? facts : { ...facts, notes };
}

/** SHA-256 over the bytes of all inputs in order, 64 hexadecimal digits. Texts count as UTF-8, each with a NUL behind it. */
export async function hashSamples(samples: Samples): Promise<string> {
  const parts = samples.inputs.map(({ tensor }) => bytesOf(tensor));
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const bytesOf = ({ bytes, strings }: Tensor): Uint8Array =>
  strings ? new TextEncoder().encode(strings.map((text) => `${text}\0`).join('')) : bytes;

/** Samples `[from, to)` of an array. */
export function sliceSamples(tensor: Tensor, from: number, to: number): Tensor {
  const [count = 1, ...rest] = tensor.shape;
  const { strings } = tensor;
  if (strings) {
    const texts = strings.length / Math.max(1, count);
    return { ...tensor, shape: [to - from, ...rest], strings: strings.slice(from * texts, to * texts) };
  }
  const each = tensor.bytes.length / Math.max(1, count);
  return { ...tensor, shape: [to - from, ...rest], bytes: tensor.bytes.slice(from * each, to * each) };
}

/** One sample alone. */
export function takeSample(samples: Samples, index: number): Samples {
  const inputs = samples.inputs.map(({ name, tensor }) => ({
    name,
    tensor: sliceSamples(tensor, index, index + 1),
  }));
  return { ...samples, count: 1, inputs };
}
