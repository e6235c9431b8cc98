import type { ByteSource } from '../../model/index.ts';
import { hasTopKey } from '../containers/index.ts';

/** What stands at the top of a model.json and of no other JSON (tfjs-core `io/types.ts`, `ModelJSON`). */
const KEYS: ReadonlySet<string> = new Set(['modelTopology', 'weightsManifest']);

/** Whether a file is TensorFlow.js' model.json. */
export function isTfjsModel(source: ByteSource): boolean {
  return hasTopKey(source, KEYS);
}
