import { ReadError } from '../../../model/index.ts';
import { BitReader } from './BitReader.ts';
import { type Frame, ZIGZAG } from './Frame.ts';
import { HuffmanTable } from './HuffmanTable.ts';
import { readFrame } from './readFrame.ts';
import { readScan, type ScanComponent } from './readScan.ts';

/** What the segments of a JPEG file say, one after the other. */
export class JpegState {
  frame: Frame | null = null;
  /** The colours are stored as they are, by an Adobe marker (0); as luminance and chroma (1); unsaid. */
  adobe: number | null = null;
  hasJfif = false;
  /** Quantisation tables in natural order. */
  readonly quantisation = new Map<number, Uint16Array>();
  readonly #dc = new Map<number, HuffmanTable>();
  readonly #ac = new Map<number, HuffmanTable>();
  #interval = 0;
  readonly #bytes: Uint8Array;
  readonly #name: string;

  constructor(bytes: Uint8Array, name: string) {
    this.#bytes = bytes;
    this.#name = name;
  }

  /** Takes in one segment; returns where the next marker is to be looked for. `at` is where the body starts. */
  take(marker: number, at: number, body: Uint8Array): number {
    const next = at + body.length;
    if (marker === 0xda) return this.#scan(body, next);
    const read = SEGMENTS[marker];
    if (read) read(this, body);
    else if (marker >= 0xc3 && marker <= 0xcf && marker !== 0xc8)
      throw new ReadError(
        'unsupported-feature',
        `\`${this.#name}\` is a lossless, hierarchical or arithmetic-coded JPEG (SOF${marker - 0xc0}). Save it as an ordinary one.`,
      );
    return next;
  }

  /** The frame header. */
  start(body: Uint8Array, isProgressive: boolean): void {
    if (this.frame) throw this.damaged('two frames');
    this.frame = readFrame(body, isProgressive, this.#name);
  }

  /** Quantisation tables (ITU T.81, B.2.4.1). */
  quantise(body: Uint8Array): void {
    for (let at = 0; at < body.length; ) {
      const [wide, id] = [body[at]! >> 4, body[at]! & 15];
      const size = wide ? 128 : 64;
      if (wide > 1 || id > 3 || at + 1 + size > body.length)
        throw this.damaged('a damaged quantisation table');
      const table = new Uint16Array(64);
      ZIGZAG.forEach((natural, i) => {
        const place = at + 1 + i * (wide + 1);
        table[natural] = wide ? (body[place]! << 8) | body[place + 1]! : body[place]!;
      });
      this.quantisation.set(id, table);
      at += 1 + size;
    }
  }

  /** Code tables (ITU T.81, B.2.4.2). */
  code(body: Uint8Array): void {
    for (let at = 0; at < body.length; ) {
      const counts = body.subarray(at + 1, at + 17);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const [kind, id] = [body[at]! >> 4, body[at]! & 15];
      const values = body.subarray(at + 17, at + 17 + total);
      if (kind > 1 || id > 3 || total > 256 || counts.length < 16 || values.length < total)
        throw this.damaged('a damaged code table');
      (kind === 0 ? this.#dc : this.#ac).set(id, new HuffmanTable(counts, values, this.#name));
      at += 17 + total;
    }
  }

  /** Units between restart markers. */
  restartEvery(body: Uint8Array): void {
    this.#interval = ((body[0] ?? 0) << 8) | (body[1] ?? 0);
  }

  #scan(body: Uint8Array, at: number): number {
    const { frame } = this;
    const count = body[0] ?? 0;
    if (!frame || body.length !== 4 + 2 * count) throw this.damaged('a scan in the wrong place');
    const [from = 0, to = 0, bits = 0] = body.subarray(1 + 2 * count);
    const band = { from, to, high: bits >> 4, low: bits & 15 };
    const parts = Array.from({ length: count }, (_, i) =>
      this.#part(frame, body.subarray(1 + 2 * i, 3 + 2 * i)),
    );
    const needsDc = from === 0 && band.high === 0;
    const needsAc = to > 0;
    const complete = parts.every(({ dc, ac }) => (dc || !needsDc) && (ac || !needsAc));
    const once = new Set(parts.map(({ component }) => component)).size === count;
    if (count === 0 || !complete || !once) throw this.damaged('a scan without its tables');
    const reader = new BitReader(this.#bytes, at, this.#name);
    readScan(frame, { parts, ...band, interval: this.#interval }, reader, this.#name);
    return reader.position;
  }

  #part(frame: Frame, [id, tables = 0]: Uint8Array): ScanComponent {
    const component = frame.components.find((it) => it.id === id);
    if (!component) throw this.damaged('a scan of an unknown component');
    return { component, dc: this.#dc.get(tables >> 4) ?? null, ac: this.#ac.get(tables & 15) ?? null };
  }

  /** An error about this file. */
  damaged(what: string): ReadError {
    return new ReadError('corrupt', `\`${this.#name}\` has ${what} (JPEG).`);
  }
}

const startsWith = (body: Uint8Array, text: string): boolean =>
  Array.from(text).every((letter, i) => body[i] === letter.charCodeAt(0));

const SEGMENTS: Readonly<Record<number, (state: JpegState, body: Uint8Array) => void>> = {
  192: (state, body) => state.start(body, false),
  193: (state, body) => state.start(body, false),
  194: (state, body) => state.start(body, true),
  196: (state, body) => state.code(body),
  219: (state, body) => state.quantise(body),
  221: (state, body) => state.restartEvery(body),
  224: (state, body) => {
    if (startsWith(body, 'JFIF\0')) state.hasJfif = true;
  },
  238: (state, body) => {
    if (startsWith(body, 'Adobe') && body.length >= 12) state.adobe = body[11] ?? 0;
  },
};
