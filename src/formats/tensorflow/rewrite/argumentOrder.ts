import type { StructuredValue, TensorInfo, TfProgram } from '../../../model/index.ts';

/**
 * The inputs of a signature in the order in which Python gives them, by a traced function of the root object that takes the
 * same names one after the other: `serve` of an export, `_default_save_signature` of a Keras model, a module's own function.
 * A signature itself is a map. `null` where no function tells, or two tell otherwise.
 */
export function inArgumentOrder(
  { objects, functions }: Pick<TfProgram, 'objects' | 'functions'>,
  inputs: readonly TensorInfo[],
): readonly TensorInfo[] | null {
  const byKey = new Map(inputs.map((info) => [info.key, info]));
  const traces = [...(objects[0]?.children.values() ?? [])].flatMap((child) =>
    (objects[child]?.functions ?? []).flatMap((name) => functions.get(name)?.arguments ?? []),
  );
  const orders = new Set<string>();
  for (const given of traces) {
    const names = positional(given);
    if (names !== null && names.length === byKey.size && names.every((name) => byKey.has(name)))
      orders.add(JSON.stringify(names));
  }
  const [only, ...more] = orders;
  if (only === undefined || more.length > 0) return null;
  const names: string[] = JSON.parse(only);
  return new Set(names).size === names.length ? names.flatMap((name) => byKey.get(name) ?? []) : null;
}

/** Names of the tensors among positional arguments; `null` where a dict orders them by its keys. */
function positional(given: StructuredValue): string[] | null {
  const args = given.kind === 'tuple' ? given.items[0] : undefined;
  return args === undefined ? null : namesIn(args);
}

function namesIn(value: StructuredValue): string[] | null {
  if (value.kind === 'tensor') return [value.name];
  if (value.kind === 'dict') return value.entries.size === 0 ? [] : null;
  if (value.kind !== 'list' && value.kind !== 'tuple') return [];
  const parts = value.items.map(namesIn);
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
}
