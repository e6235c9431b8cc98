import type { FileSet, Purpose, ReadNote } from '../../model/index.ts';
import type { TensorBundle } from '../containers/tensorBundle/index.ts';
import type { BundleTensor } from './bundleTensors.ts';
import type { ObjectGraph } from './ObjectGraph.ts';

/** A stored variable, and what the checkpoint says about it. */
export interface SavedVariable {
  readonly tensor: BundleTensor;
  /** Its node in the object graph; `null` where there is none. */
  readonly node: number | null;
  /** The way to it: `model/layer_with_weights-0/kernel`. The key where no way leads to it. */
  readonly path: string;
  /** The name that the variable has itself; empty when it has none. */
  readonly fullName: string;
  readonly purpose: Purpose;
}

/** A checkpoint, read but for its values. */
export interface Checkpoint {
  readonly files: FileSet;
  readonly bundle: TensorBundle;
  readonly tensors: ReadonlyMap<string, BundleTensor>;
  /** `null` for checkpoints of TensorFlow 1, which know variables by name alone. */
  readonly graph: ObjectGraph | null;
  readonly variables: readonly SavedVariable[];
  readonly notes: readonly ReadNote[];
}
