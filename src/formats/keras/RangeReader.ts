import type { ByteSource, Storage } from '../../model/index.ts';

type Layout = Storage['layout'];
type Piece = Extract<Layout, { kind: 'contiguous' }>;

/** In a worker, another process reads files: it can fetch what comes next while we compute. In Node reading blocks. */
const READS_ELSEWHERE = 'FileReaderSync' in globalThis;

/** Most bytes read at once: what browsers hand over fastest; what stays in a processor's cache. */
const ROOM = (READS_ELSEWHERE ? 16 : 4) * 2 ** 20;
/** Tensors from here on are read on their own: joining them with others would gain nothing. */
const LARGE = ROOM / 4;
/** What may lie between neighbours that are read together: headers, of which HDF5 writes many between values. */
const MAX_GAP = 256 * 1024;
/** How far the first of a row of reads looks ahead; each read that follows looks `GROWTH` times as far. */
const FIRST_LOOK = 512 * 1024;
const GROWTH = 4;

/** One that is looked at, one that is fetched ahead, one that was fetched in vain. */
const MOST_SPARE = 3;

const NOTHING = new Uint8Array(0);
const ignore = (): void => undefined;

interface Ahead {
  readonly offset: number;
  readonly length: number;
  readonly bytes: Promise<Uint8Array>;
}

/**
 * Reads ranges of a container into memory of its own, which the next call may overwrite. Neighbouring small tensors come
 * together, the more of them the longer they are asked for in the order of the file.
 */
export class RangeReader {
  private readonly container: ByteSource;
  private readonly layouts: () => Iterable<Layout>;
  private known: readonly Piece[] | null = null;
  /** Memory that nobody reads from any more: using it again is much faster than new memory, and leaves no garbage. */
  private readonly spare: Uint8Array[] = [];
  private start = 0;
  private bytes: Uint8Array = NOTHING;
  private look = FIRST_LOOK;
  private loading: Promise<unknown> | null = null;
  private ahead: Ahead | null = null;

  /** `layouts` lists where tensors lie; it is asked when the first one is read. */
  constructor(container: ByteSource, layouts: () => Iterable<Layout>) {
    this.container = container;
    this.layouts = layouts;
  }

  /** `length` bytes from `offset` of the outermost file on. Valid until the next call. */
  async read(offset: number, length: number): Promise<Uint8Array> {
    if (this.container.resident) return this.container.view(offset - (this.container.origin ?? 0), length);
    // A comparison that was stopped may have left a read under way, and there is only one room.
    while (this.loading !== null) await this.loading;
    if (!holds(this.start, this.bytes.length, offset, length)) {
      if (length > ROOM) return this.readNow(offset, length);
      await this.load(offset, length);
    }
    const skip = offset - this.start;
    return this.bytes.subarray(skip, skip + length);
  }

  private async load(offset: number, length: number): Promise<void> {
    const fetched = this.takeAhead(offset, length);
    const reach = fetched?.length ?? this.reach(offset, length);
    const start = fetched?.offset ?? offset;
    this.giveBack(this.bytes);
    this.bytes = NOTHING;
    const reading = fetched?.bytes ?? this.readNow(offset, reach);
    const settled = (): void => {
      this.loading = null;
    };
    this.loading = reading.then(settled, settled);
    if (READS_ELSEWHERE) this.lookAhead(start + reach);
    this.bytes = await reading;
    this.start = start;
  }

  private readNow(offset: number, length: number): Promise<Uint8Array> {
    const at = offset - (this.container.origin ?? 0);
    if (length > ROOM) return this.container.read(at, length);
    const room = this.spare.pop() ?? new Uint8Array(Math.min(ROOM, this.container.size));
    return this.container.read(at, length, room);
  }

  private giveBack({ buffer }: Uint8Array): void {
    if (buffer.byteLength > 0 && this.spare.length < MOST_SPARE) this.spare.push(new Uint8Array(buffer));
  }

  /** What was fetched ahead, if it holds this range; its memory otherwise serves again when it has arrived. */
  private takeAhead(offset: number, length: number): Ahead | null {
    const { ahead } = this;
    this.ahead = null;
    if (ahead === null || holds(ahead.offset, ahead.length, offset, length)) return ahead;
    ahead.bytes.then((bytes) => this.giveBack(bytes), ignore);
    return null;
  }

  /** Starts to fetch the tensor, or the part of one, that follows `end` in the file. */
  private lookAhead(end: number): void {
    const rest = this.restOfPiece(end);
    const next = this.pieces()[firstFrom(this.pieces(), end)];
    if (rest > 0) this.fetch(end, Math.min(rest, ROOM));
    else if (next) this.fetch(next.offset, this.reach(next.offset, Math.min(next.byteLength, ROOM), end));
  }

  /** How much of the tensor that lies around `offset` is left from there on. */
  private restOfPiece(offset: number): number {
    const piece = this.pieces()[firstFrom(this.pieces(), offset + 1) - 1];
    return piece ? Math.max(0, piece.offset + piece.byteLength - offset) : 0;
  }

  private fetch(offset: number, length: number): void {
    const bytes = this.readNow(offset, length);
    // Whoever asks for it hears of a failure; perhaps nobody does.
    bytes.catch(ignore);
    this.ahead = { offset, length, bytes };
  }

  /**
   * How many bytes to read: this range, and the rest of its tensor or the small tensors that follow it closely. `end` is
   * where the last read ended.
   */
  private reach(offset: number, length: number, end = this.start + this.bytes.length): number {
    if (READS_ELSEWHERE && length < ROOM) {
      const rest = this.restOfPiece(offset);
      if (rest >= LARGE) return Math.max(length, Math.min(rest, ROOM));
    }
    if (length >= LARGE) return length;
    const gap = offset - end;
    const follows = gap >= 0 && gap <= MAX_GAP;
    this.look = follows ? Math.min(this.look * GROWTH, ROOM) : FIRST_LOOK;
    const pieces = this.pieces();
    let stop = offset + length;
    for (let i = firstFrom(pieces, stop); i < pieces.length; i++) {
      const next = pieces[i] as Piece;
      const isNear = next.offset <= stop + MAX_GAP && next.byteLength < LARGE;
      if (!isNear || next.offset + next.byteLength - offset > this.look) break;
      stop = Math.max(stop, next.offset + next.byteLength);
    }
    return stop - offset;
  }

  private pieces(): readonly Piece[] {
    this.known ??= inOrder(this.layouts());
    return this.known;
  }
}

function holds(start: number, size: number, offset: number, length: number): boolean {
  return offset >= start && offset + length <= start + size;
}

function inOrder(layouts: Iterable<Layout>): Piece[] {
  const pieces: Piece[] = [];
  for (const layout of layouts) if (layout.kind === 'contiguous') pieces.push(layout);
  return pieces.sort((x, y) => x.offset - y.offset);
}

/** The number of the first piece that begins at `offset` or behind it. */
function firstFrom(pieces: readonly Piece[], offset: number): number {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle] as Piece).offset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
