import { formatShape } from '../../model/index.ts';
import type { ModelSummary, PortSummary } from '../Report.ts';
import { formatBytes, formatCount } from '../words/formatNumber.ts';
import { FORMAT_WORDS } from '../words/stateWords.ts';

const HOLDS = { model: 'a model', weights: 'weights only', architecture: 'an architecture only' } as const;

/** One fact about a file. */
export interface ModelFact {
  readonly name: string;
  readonly value: string;
  /** Written in mono. */
  readonly code?: boolean;
}

/** What is said about a file, the same facts in the same order for every file. */
export function modelFacts(model: ModelSummary): ModelFact[] {
  const { producer } = model;
  const keras = producer.kerasVersion === null ? 'not stated' : `Keras ${producer.kerasVersion}`;
  return [
    { name: 'Format', value: FORMAT_WORDS[model.format] },
    { name: 'Written by', value: producer.backend === null ? keras : `${keras}, ${producer.backend}` },
    { name: 'Saved', value: producer.savedAt ?? 'not stated' },
    { name: 'Size', value: formatBytes(model.bytes) },
    {
      name: 'Holds',
      value: model.holds === 'model' && model.className ? model.className : HOLDS[model.holds],
    },
    {
      name: 'Layers, variables',
      value: `${formatCount(model.layerCount)}, ${formatCount(model.variableCount)}`,
    },
    { name: 'Parameters', value: formatCount(model.parameterCount) },
    { name: 'Inputs', value: portsWords(model.inputs) },
    { name: 'Outputs', value: portsWords(model.outputs) },
    { name: 'Can be run', value: model.runs.can ? 'yes' : model.runs.because },
    { name: 'SHA-256', value: shortHash(model.sha256), code: true },
  ];
}

/** One file in a line: format, Keras, layers, parameters, size, fingerprint. */
export function modelLine(model: ModelSummary): string {
  const { kerasVersion } = model.producer;
  return [
    FORMAT_WORDS[model.format],
    kerasVersion === null ? 'Keras version not stated' : `Keras ${kerasVersion}`,
    `${formatCount(model.layerCount)} layers`,
    `${formatCount(model.parameterCount)} parameters`,
    formatBytes(model.bytes),
    `sha256 ${model.sha256.slice(0, 12)}`,
  ].join(', ');
}

function portsWords(ports: readonly PortSummary[]): string {
  if (ports.length === 0) return 'not stated';
  const shown = ports.slice(0, 4).map(portWords);
  return ports.length > shown.length
    ? `${shown.join('; ')} and ${ports.length - shown.length} more`
    : shown.join('; ');
}

function shortHash(sha256: string): string {
  return sha256.length > 16 ? `${sha256.slice(0, 8)}…${sha256.slice(-8)}` : sha256;
}

/** A port as the file states it; without a shape where it does not say one. */
function portWords({ name, shape, dtype }: PortSummary): string {
  return shape.length === 0 ? `${name} ${dtype}` : `${name} ${formatShape(shape)} ${dtype}`;
}
