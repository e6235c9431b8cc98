import type { DType, Shape, Storage } from '../../../model/index.ts';
import { hasUnknownFilters } from './filters/undoFilters.ts';
import { locating, locatingLater } from './locating.ts';
import type { Attributes, Hdf5Dataset } from './types.ts';
import type { DatasetPlan } from './values/DatasetPlan.ts';
import { readValues } from './values/readValues.ts';
import { storageOf } from './values/storageOf.ts';

/** A dataset of an open file, over the plan to read it. */
export class Dataset implements Hdf5Dataset {
  readonly kind = 'dataset';
  readonly attributes: Attributes;
  private readonly plan: DatasetPlan;
  private place: Storage['layout'] | null = null;

  constructor(plan: DatasetPlan, attributes: Attributes) {
    this.plan = plan;
    this.attributes = attributes;
  }

  get path(): string {
    return this.plan.path;
  }

  get dtype(): DType {
    return this.plan.element.dtype;
  }

  get shape(): Shape {
    return this.plan.shape;
  }

  get byteLength(): number {
    return this.plan.byteLength;
  }

  get storage(): Storage['layout'] {
    this.place ??= locating(this.path, () => storageOf(this.plan));
    return this.place;
  }

  get needsLibrary(): boolean {
    return hasUnknownFilters(this.plan.filters);
  }

  read(): Promise<Uint8Array> {
    return locatingLater(this.path, () => readValues(this.plan));
  }
}
