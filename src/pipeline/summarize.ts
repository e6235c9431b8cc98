import { hasGraph, type ModelArtifact, type OpenModel, type PartialShape, sizeOf } from '../model/index.ts';
import type { ModelSummary, PortSummary } from '../report/index.ts';
import { policyNotes } from './policyNotes.ts';

/** What one file is, in figures. `sha256` is empty until somebody needs it: hashing reads the whole file. */
export function summarize(
  model: OpenModel,
  sha256: string,
  blocked: ModelSummary['runs'] = { can: true },
): ModelSummary {
  const { artifact } = model;
  const weights = artifact.variables.filter((it) => it.purpose === 'weight');
  return {
    name: artifact.name,
    format: artifact.format,
    holds: artifact.holds,
    className: artifact.className,
    producer: artifact.producer,
    sha256,
    bytes: artifact.byteLength,
    layerCount: artifact.layers.length,
    variableCount: weights.length,
    parameterCount: weights.reduce((sum, it) => sum + sizeOf(it.shape), 0),
    optimizerVariableCount: artifact.variables.filter((it) => it.purpose === 'optimizer').length,
    inputs: hasGraph(artifact) ? artifact.graph.inputs.map(port) : [],
    outputs: hasGraph(artifact) ? artifact.graph.outputs.map(port) : [],
    runs: runsOf(artifact, blocked),
    notes: [...artifact.notes, ...policyNotes(artifact)],
  };
}

function port({ name, shape, dtype }: { name: string; shape: PartialShape; dtype: string }): PortSummary {
  return { name, shape, dtype };
}

function runsOf(artifact: ModelArtifact, blocked: ModelSummary['runs']): ModelSummary['runs'] {
  return 'missing' in artifact.graph ? { can: false, because: artifact.graph.missing } : blocked;
}
