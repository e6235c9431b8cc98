import type { KerasVersion } from '../KerasVersion.ts';
import { snakeCase } from './snakeCase.ts';

/** How one family of Keras versions names the groups of the v3 store. */
export interface StoreProfile {
  readonly id: string;
  /** Attribute that holds a model's layers. */
  readonly containers: readonly string[];
  /** tf.keras 2.12 and 2.13 count every layer with weights twice (keras-team/keras#18830). */
  readonly doubled: boolean;
  readonly groupName: (className: string) => string;
}

/** tf.keras keeps a leading underscore's meaning by a prefix (`keras/saving/saving_lib.py` at v2.15). */
export const legacySnake = (className: string): string =>
  className.startsWith('_') ? `private${snakeCase(className)}` : snakeCase(className);

/** The known conventions, newest first. */
export const STORE_PROFILES: readonly StoreProfile[] = [
  { id: 'keras-3', containers: ['layers'], doubled: false, groupName: snakeCase },
  {
    id: 'tf-keras-2.14',
    containers: ['_layer_checkpoint_dependencies'],
    doubled: false,
    groupName: legacySnake,
  },
  {
    id: 'tf-keras-2.12',
    containers: ['_layer_checkpoint_dependencies'],
    doubled: true,
    groupName: legacySnake,
  },
];

/** The convention of a stated version; `null` when the version is unknown or wrote no v3 store. */
export function profileOf(version: KerasVersion | null): StoreProfile | null {
  if (!version) return null;
  const id =
    version.generation === 3 || version.minor >= 15
      ? 'keras-3'
      : version.minor === 14
        ? 'tf-keras-2.14'
        : version.minor >= 12
          ? 'tf-keras-2.12'
          : null;
  return STORE_PROFILES.find((it) => it.id === id) ?? null;
}
