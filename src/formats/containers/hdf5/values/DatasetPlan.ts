import type { Shape } from '../../../../model/index.ts';
import type { FileSpace } from '../file/FileSpace.ts';
import type { Element } from '../messages/elementOf.ts';
import type { Filter } from '../messages/readFilters.ts';
import type { Layout } from '../messages/readLayout.ts';

/** All that reading a dataset's values needs, as plain data: no view of the file is held. */
export interface DatasetPlan {
  readonly space: FileSpace;
  readonly path: string;
  readonly element: Element;
  readonly shape: Shape;
  readonly limits: readonly (number | null)[];
  readonly byteLength: number;
  readonly layout: Layout;
  readonly filters: readonly Filter[];
  /** One element as it is where nothing was written; `null` is zeros. */
  readonly fill: Uint8Array | null;
  /** The values lie in other files. */
  readonly isExternal: boolean;
  /** A checksum covers the object header, and so compact values. */
  readonly isHeaderChecksummed: boolean;
}
