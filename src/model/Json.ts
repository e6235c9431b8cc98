/** A JSON value as configs hold it. `NaN` and infinities may stand where JSON forbids them: Python writes them. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. Made without a prototype by our parser, so hostile keys stay plain keys. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Whether a JSON value is an object (not an array, not null). */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a JSON value is an array. */
export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
