import type { ModelArtifact } from '../model/index.ts';
import { inferVersion } from './config/inferVersion.ts';
import { type KerasVersion, parseKerasVersion } from './KerasVersion.ts';

/** The Keras that wrote a model: as the file states it, else as its config betrays it. */
export function versionOf({
  producer,
  config,
}: Pick<ModelArtifact, 'producer' | 'config'>): KerasVersion | null {
  return parseKerasVersion(producer.kerasVersion) ?? (config ? inferVersion(config) : null);
}
