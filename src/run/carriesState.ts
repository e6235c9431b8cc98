import { isArray, isObject, type Json } from '../model/index.ts';

/** Whether a layer, or one inside it, keeps its state from one call to the next (`stateful` of recurrent layers). */
export function carriesState(config: Json): boolean {
  if (isArray(config)) return config.some(carriesState);
  if (!isObject(config)) return false;
  return config.stateful === true || Object.values(config).some((value) => carriesState(value));
}
