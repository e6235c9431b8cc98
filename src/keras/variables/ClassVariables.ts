import type { Json, JsonObject } from '../../model/index.ts';
import type { KerasVersion } from '../KerasVersion.ts';

/** A shape that a config implies; `null` axes depend on the input. */
export type ShapePattern = readonly (number | null)[];

/** A variable that a layer object creates itself. */
export interface OwnVariable {
  /** Keras 3's name for it; also its role. */
  readonly name: string;
  readonly trainable: boolean;
  readonly shape?: ShapePattern;
  /** What tf.keras calls it, where that differs. */
  readonly legacyName?: string;
  /** The attribute that holds it, where that is neither of its names. */
  readonly attribute?: string;
}

/** A layer object inside a layer object. */
export interface Part {
  /** Attribute in the v3 store; spellings that other versions used follow. */
  readonly attributes: readonly string[];
  /** Its edge in a TensorFlow checkpoint, where no attribute is it. */
  readonly edge?: string;
  /** The object's own name, as it stands in variable paths. */
  readonly name: string;
  /** Prefix of the roles of its variables; empty when the outer layer speaks for it. */
  readonly role: string;
  readonly className: string;
  readonly config: JsonObject;
}

/** The variables of one layer class: its own in store order (trainable first), and its parts in order of creation. */
export interface ClassVariables {
  readonly own?: (config: JsonObject, version: KerasVersion | null) => readonly OwnVariable[];
  readonly parts?: (config: JsonObject, name: string, version: KerasVersion | null) => readonly Part[];
}

/** A boolean option, or Keras' default where the file leaves it out. */
export function flag(config: JsonObject, key: string, byDefault: boolean): boolean {
  const value = config[key];
  return typeof value === 'boolean' ? value : byDefault;
}

/** A whole number, or null. */
export function whole(value: Json | undefined): number | null {
  return typeof value === 'number' && Number.isInteger(value) ? value : null;
}

/** Keeps the variables whose option is on. */
export function present(...variables: readonly (OwnVariable | false)[]): OwnVariable[] {
  return variables.filter((it): it is OwnVariable => it !== false);
}

/** A trainable variable. */
export const weight = (name: string, shape?: ShapePattern): OwnVariable =>
  shape ? { name, trainable: true, shape } : { name, trainable: true };

/** A variable that training does not touch by gradient: statistics and counters. */
export const state = (name: string, shape?: ShapePattern): OwnVariable =>
  shape ? { name, trainable: false, shape } : { name, trainable: false };
