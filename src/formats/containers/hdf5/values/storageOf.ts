import type { Storage } from '../../../../model/index.ts';
import type { Layout } from '../messages/readLayout.ts';
import type { DatasetPlan } from './DatasetPlan.ts';
import { planChunks } from './planChunks.ts';

type Place = Storage['layout'];

/**
 * Where a dataset's bytes lie in the outermost file. Bytes that are not there as they are read, because they are swapped,
 * guarded by a checksum, or elsewhere, count as `inflated`, with the reason.
 */
export function storageOf(plan: DatasetPlan): Place {
  if (plan.isExternal) return inflated('the values lie in another file');
  if (plan.space.source.origin === null) return inflated('the file was compressed inside an archive');
  return PLACES[plan.layout.kind](plan, plan.layout as never);
}

type Places = {
  readonly [K in Layout['kind']]: (plan: DatasetPlan, layout: Extract<Layout, { kind: K }>) => Place;
};

const PLACES: Places = {
  virtual: () => inflated('the values come from other datasets'),
  compact: (plan, { at }) => {
    if (plan.isHeaderChecksummed) return inflated('the values stand in an object header with a checksum');
    return contiguous(plan, at - plan.space.base);
  },
  contiguous: (plan, { address }) => (address === null ? { kind: 'fill' } : contiguous(plan, address)),
  chunked: (plan, layout) => {
    if (plan.element.swap > 1) return inflated('the values are big-endian');
    const { chunks } = planChunks(plan, layout);
    if (chunks.length === 0) return { kind: 'fill' };
    return {
      kind: 'chunked',
      chunkShape: layout.chunkShape,
      filters: plan.filters.map((filter) => filter.name),
      chunks: chunks.map(({ address, byteLength }) => ({
        offset: plan.space.absolute(address)!,
        byteLength,
      })),
    };
  },
};

function contiguous(plan: DatasetPlan, address: number): Place {
  if (plan.element.swap > 1) return inflated('the values are big-endian');
  plan.space.check(address, plan.byteLength, `\`${plan.path}\``);
  return { kind: 'contiguous', offset: plan.space.absolute(address)!, byteLength: plan.byteLength };
}

function inflated(why: string): Place {
  return { kind: 'inflated', why };
}
