import type { FunctionDef, FunctionLibrary } from '../../model/index.ts';

/** Functions by name, each decoded from its body when it is first asked for, and kept. `read` throws what is wrong with a body. */
export function lazyLibrary<Body extends object>(
  bodies: ReadonlyMap<string, Body>,
  read: (body: Body, name: string) => FunctionDef,
): FunctionLibrary {
  const decoded = new Map<string, FunctionDef>();
  return {
    names: [...bodies.keys()],
    has: (name) => bodies.has(name),
    get(name) {
      const known = decoded.get(name);
      const body = bodies.get(name);
      if (known !== undefined || body === undefined) return known;
      const made = read(body, name);
      decoded.set(name, made);
      return made;
    },
  };
}
