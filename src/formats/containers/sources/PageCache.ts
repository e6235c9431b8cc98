/** Bytes of one page: headers that lie between values take less, lists of tensors many of them. */
export const PAGE_BYTES = 64 * 1024;

const MAX_PAGES = 256;

/** Loads `length` bytes from `at`, now; always inside the file. */
export type Load = (at: number, length: number) => Uint8Array;

/**
 * The last 16 MB of pages that were looked at. Metadata is many small reads close together, and a synchronous read
 * through the browser costs about a millisecond. Pages are never written again, so views stay valid after eviction.
 */
export class PageCache {
  private readonly size: number;
  private readonly load: Load;
  private readonly pages = new Map<number, Uint8Array>();
  private last = -1;
  private lastPage: Uint8Array = new Uint8Array(0);

  constructor(size: number, load: Load) {
    this.size = size;
    this.load = load;
  }

  /** Bytes `[at, at + length)`; the caller has checked the range. */
  view(at: number, length: number): Uint8Array {
    const index = Math.floor(at / PAGE_BYTES);
    const start = at - index * PAGE_BYTES;
    if (start + length <= PAGE_BYTES) return this.page(index).subarray(start, start + length);
    if (length > PAGE_BYTES) return this.load(at, length);
    const joined = new Uint8Array(length);
    const head = this.page(index).subarray(start);
    joined.set(head);
    joined.set(this.page(index + 1).subarray(0, length - head.length), head.length);
    return joined;
  }

  private page(index: number): Uint8Array {
    if (index === this.last) return this.lastPage;
    const page = this.pages.get(index) ?? this.loadPage(index);
    this.pages.delete(index);
    this.pages.set(index, page);
    this.last = index;
    this.lastPage = page;
    return page;
  }

  private loadPage(index: number): Uint8Array {
    const at = index * PAGE_BYTES;
    if (this.pages.size >= MAX_PAGES) {
      const [oldest] = this.pages.keys();
      this.pages.delete(oldest!);
    }
    return at >= this.size ? new Uint8Array(0) : this.load(at, Math.min(PAGE_BYTES, this.size - at));
  }
}
