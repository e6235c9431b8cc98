import type { FileSet } from '../model/index.ts';
import { modelsIn } from './chiefOf.ts';
import { isArchitecture } from './keras/openArchitecture.ts';

/** Weights, and the architecture that lies beside them. */
export interface ArchitectureAndWeights {
  readonly architecture: string;
  readonly weights: string;
}

/**
 * The only architecture and the only other model of a set of files, when it holds just these two; whether the other one
 * is weights shows when it is opened.
 */
export async function architectureBeside(files: FileSet): Promise<ArchitectureAndWeights | null> {
  const [architecture, ...rest] = files.paths.filter((path) => CONFIG_FILE.test(path));
  const [weights, ...more] = modelsIn(files.paths.filter((path) => !CONFIG_FILE.test(path)));
  if (files.chosen !== null || !architecture || !weights || rest.length > 0 || more.length > 0) return null;
  return isArchitecture(await files.open(architecture)) ? { architecture, weights } : null;
}

/** An index of weights in several files is no architecture. */
const CONFIG_FILE = /(?<!\.index|\.weights)\.(json|ya?ml)$/i;
