import { ReadError } from '../../../model/index.ts';
import type { Cursor } from '../Cursor.ts';
import type { FileSpace } from './file/FileSpace.ts';
import { elementOf } from './messages/elementOf.ts';
import { findMessage, MESSAGE, type Message } from './messages/Message.ts';
import { readDataspace } from './messages/readDataspace.ts';
import { readDatatype } from './messages/readDatatype.ts';
import { readFillValue, readOldFillValue } from './messages/readFillValue.ts';
import { readFilters } from './messages/readFilters.ts';
import { type Layout, readLayout } from './messages/readLayout.ts';
import { readShared } from './messages/readShared.ts';
import type { DatasetPlan } from './values/DatasetPlan.ts';

const SHARED = 2;

/** Understands the header of a dataset. Throws `ReadError`: `unsupported-feature` for a type that is not ours. */
export function planDataset(space: FileSpace, path: string, messages: readonly Message[]): DatasetPlan {
  const body = (type: number): Cursor | null => bodyOf(space, messages, type);
  const [extentAt, typeAt, layoutAt] = [
    body(MESSAGE.dataspace),
    body(MESSAGE.datatype),
    body(MESSAGE.layout),
  ];
  if (extentAt === null || typeAt === null || layoutAt === null) {
    throw new ReadError('corrupt', `The file is damaged: \`${path}\` has no shape, type or place.`, path);
  }
  const extent = readDataspace(extentAt, space.lengthSize);
  const element = elementOf(readDatatype(typeAt));
  const layout = readLayout(layoutAt, space);
  const filtersAt = body(MESSAGE.filters);
  const byteLength = extent.count * element.size;
  if (!Number.isSafeInteger(byteLength) || !holds(layout, byteLength)) {
    throw new ReadError('corrupt', `The file is damaged: \`${path}\` is shorter than its shape.`, path);
  }
  return {
    space,
    path,
    element,
    shape: extent.isNull ? [0] : extent.shape,
    limits: extent.isNull ? [0] : extent.limits,
    byteLength,
    layout,
    filters: filtersAt === null ? [] : readFilters(filtersAt),
    fill: fillOf(body),
    isExternal: body(MESSAGE.externalFiles) !== null,
    isHeaderChecksummed: messages[0]?.checksummed ?? false,
  };
}

function bodyOf(space: FileSpace, messages: readonly Message[], type: number): Cursor | null {
  const message = findMessage(messages, type);
  if (message === undefined) return null;
  return message.flags & SHARED ? readShared(space, message.body, type) : message.body;
}

function fillOf(body: (type: number) => Cursor | null): Uint8Array | null {
  const stated = body(MESSAGE.fillValue);
  if (stated !== null) return readFillValue(stated);
  const old = body(MESSAGE.oldFillValue);
  return old === null ? null : readOldFillValue(old);
}

function holds(layout: Layout, byteLength: number): boolean {
  if (layout.kind === 'compact') return layout.byteLength >= byteLength;
  if (layout.kind !== 'contiguous' || layout.address === null) return true;
  return layout.byteLength === null || layout.byteLength >= byteLength;
}
