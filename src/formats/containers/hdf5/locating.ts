import { ReadError } from '../../../model/index.ts';

/** Runs a step of reading and adds the object's path to refusals that do not say where they are. */
export function locating<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw located(path, cause);
  }
}

/** The same for a step that takes time. */
export async function locatingLater<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw located(path, cause);
  }
}

function located(path: string, cause: unknown): unknown {
  if (!(cause instanceof ReadError) || cause.where !== null) return cause;
  return new ReadError(cause.code, cause.message, path || '/', cause.cause);
}
