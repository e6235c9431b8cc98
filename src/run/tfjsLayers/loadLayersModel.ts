import { type io, serialization } from '@tensorflow/tfjs-core';
import type * as Layers from '@tensorflow/tfjs-layers';
import { isObject, type JsonObject, type TfjsFile, type TfjsWeight } from '../../model/index.ts';
import { RunStop } from '../RunStop.ts';
import { chainOps } from './chainOps.ts';
import { wouldLoadForever } from './wouldLoadForever.ts';

/** The library, fetched when a TensorFlow.js model is run as TensorFlow.js runs it. */
export type Library = typeof Layers;

/**
 * Loads a layers-model with TensorFlow.js' own loader, from memory: weights by name, all of them (`strict`). Rejects with
 * the loader's own error; with `RunStop` where the loader would never return. The caller disposes the model.
 */
export async function loadLayersModel(library: Library, file: TfjsFile): Promise<Layers.LayersModel> {
  chainOps();
  const { modelTopology, trainingConfig, userDefinedMetadata } = file.document;
  const topology = isObject(modelTopology) ? modelTopology : {};
  const known = serialization.SerializationMap.getMap().classNameMap;
  const config = isObject(topology.model_config) ? topology.model_config : topology;
  const waits = wouldLoadForever(config, (className) => Object.hasOwn(known, className));
  if (waits !== null)
    throw new RunStop(
      `Loading would never end: layer "${waits}" takes the output of a call that is never made.`,
    );
  const specs: io.WeightsManifestEntry[] = [];
  const parts: Uint8Array[] = [];
  for (const weight of file.weights) {
    const { dtype, bytes } = await weight.read();
    specs.push(specOf(weight, dtype));
    parts.push(bytes);
  }
  const artifacts: io.ModelArtifacts = {
    modelTopology: plain(topology),
    weightSpecs: specs,
    weightData: joined(parts),
    ...(isObject(trainingConfig) && {
      trainingConfig: plain(trainingConfig) as unknown as io.TrainingConfig,
    }),
    ...(isObject(userDefinedMetadata) && { userDefinedMetadata: plain(userDefinedMetadata) }),
  };
  return library.loadLayersModel({ load: () => Promise.resolve(artifacts) });
}

function specOf({ name, shape, optimizer }: TfjsWeight, dtype: string): io.WeightsManifestEntry {
  const spec = { name, shape: [...shape], dtype: dtype as io.WeightsManifestEntry['dtype'] };
  return optimizer ? { ...spec, group: 'optimizer' } : spec;
}

/** A copy with ordinary prototypes, as TensorFlow.js gets it from JSON.parse. */
const plain = (value: JsonObject): Record<string, object> => JSON.parse(JSON.stringify(value));

function joined(parts: readonly Uint8Array[]): ArrayBuffer {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.buffer;
}
