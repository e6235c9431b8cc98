import { crc32c, masked, mismatch } from '../containers/tensorBundle/index.ts';

/**
 * The checksum of a tensor that is read range by range. Ranges may overlap and start anew; once the last byte has come by
 * without a gap, the sum is compared, and a value that is not what was saved throws `ReadError('corrupt')`.
 */
export class StreamedCheck {
  private readonly key: string;
  private readonly stored: number;
  private readonly size: number;
  private done = 0;
  private crc = 0;

  /** `stored` is the masked CRC of the entry, `size` its bytes. */
  constructor(key: string, stored: number, size: number) {
    this.key = key;
    this.stored = stored;
    this.size = size;
  }

  /** Takes note of the bytes that lie at `from`. */
  saw(bytes: Uint8Array, from: number): void {
    const end = from + bytes.length;
    if (from > this.done || end <= this.done) return;
    this.crc = crc32c(bytes.subarray(this.done - from), this.crc);
    this.done = end;
    if (end < this.size || masked(this.crc) === this.stored) return;
    // Asked again, it has to fail again.
    this.done = 0;
    this.crc = 0;
    throw mismatch(this.key);
  }
}
