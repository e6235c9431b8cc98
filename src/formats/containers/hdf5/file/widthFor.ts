/** Bytes in which HDF5 stores a number that can be as large as `limit`. */
export function widthFor(limit: number): number {
  return Math.floor(Math.floor(Math.log2(Math.max(1, limit))) / 8) + 1;
}
