import { ReadError } from '../../../../model/index.ts';
import { formatCount } from '../../formatCount.ts';
import { roomFor } from '../../sources/roomFor.ts';
import { swapBytes } from '../../swapBytes.ts';
import { checkFilters, undoFilters } from '../filters/undoFilters.ts';
import type { Layout } from '../messages/readLayout.ts';
import { copyChunk } from './copyChunk.ts';
import type { DatasetPlan } from './DatasetPlan.ts';
import { type ChunkPlan, planChunks } from './planChunks.ts';

/** Up to this many bytes a dataset may be all fill value; above, it must have been stored in at least a thousandth. */
const FREE_BYTES = 64 * 1024 * 1024;
const MAX_RATIO = 1000;
const MAX_BYTES = 4 * 1024 ** 3;

type Chunked = Extract<Layout, { kind: 'chunked' }>;

/** All values of a dataset, little-endian and row-major. Rejects with `ReadError` before it takes memory for an unlikely shape. */
export async function readValues(plan: DatasetPlan): Promise<Uint8Array> {
  if (plan.element.dtype === 'string') throw declined(plan, 'holds text');
  if (plan.isExternal) throw declined(plan, 'keeps its values in another file');
  if (plan.byteLength > MAX_BYTES) throw tooLarge(plan);
  const bytes = await READ[plan.layout.kind](plan, plan.layout as never);
  swapBytes(bytes, plan.element.swap);
  return bytes;
}

type Reads = {
  readonly [K in Layout['kind']]: (
    plan: DatasetPlan,
    layout: Extract<Layout, { kind: K }>,
  ) => Promise<Uint8Array>;
};

const READ: Reads = {
  virtual: async (plan) => {
    throw declined(plan, 'is put together from other datasets');
  },
  compact: (plan, { at }) => plan.space.source.read(at, plan.byteLength),
  contiguous: async (plan, { address }) => {
    if (address === null) return filled(plan, 0);
    plan.space.check(address, plan.byteLength, `\`${plan.path}\``);
    return plan.space.source.read(plan.space.base + address, plan.byteLength);
  },
  chunked: readChunked,
};

async function readChunked(plan: DatasetPlan, layout: Chunked): Promise<Uint8Array> {
  checkFilters(plan.filters, plan.path);
  const found = planChunks(plan, layout);
  const stored = found.chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  const bytes = filled(plan, stored);
  const target = { bytes, shape: plan.shape, elementSize: plan.element.size };
  for (const chunk of found.chunks) {
    const plain = await readChunk(plan, layout, found, chunk);
    copyChunk(plain, layout.chunkShape, chunk.place, target);
  }
  return bytes;
}

async function readChunk(
  plan: DatasetPlan,
  layout: Chunked,
  { chunkBytes }: ChunkPlan,
  chunk: ChunkPlan['chunks'][number],
): Promise<Uint8Array> {
  const stored = await plan.space.source.read(plan.space.base + chunk.address, chunk.byteLength);
  const isEdge = chunk.place.some((at, axis) => (at + 1) * layout.chunkShape[axis]! > plan.shape[axis]!);
  const filters = layout.plainEdges && isEdge ? [] : plan.filters;
  return undoFilters(stored, filters, chunk.mask, chunkBytes, `a chunk of \`${plan.path}\``);
}

/** Memory for the dataset, with the fill value everywhere. `stored` is how many bytes of it the file really has. */
function filled(plan: DatasetPlan, stored: number): Uint8Array {
  const { byteLength, fill } = plan;
  if (byteLength > FREE_BYTES && byteLength > stored * MAX_RATIO) throw tooLarge(plan);
  const bytes = roomFor(byteLength, undefined);
  if (fill === null || fill.length !== plan.element.size || fill.every((byte) => byte === 0)) return bytes;
  bytes.set(fill.subarray(0, byteLength));
  for (let done = fill.length; done < byteLength; done *= 2) {
    bytes.copyWithin(done, 0, Math.min(done, byteLength - done));
  }
  return bytes;
}

function declined(plan: DatasetPlan, why: string): ReadError {
  return new ReadError('unsupported-feature', `\`${plan.path}\` ${why}, which is not supported.`, plan.path);
}

function tooLarge(plan: DatasetPlan): ReadError {
  const size = formatCount(plan.byteLength);
  return new ReadError(
    'too-large',
    `\`${plan.path}\` would take ${size} bytes, far more than the file holds.`,
    plan.path,
  );
}
