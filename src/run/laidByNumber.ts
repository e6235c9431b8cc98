import { type Port, placeTells, type Tensor } from '../model/index.ts';

/**
 * Numbered arrays, one for each port: in their order where place tells, else in the only way in which every shape fits. None
 * where one is missing, or where shapes leave a choice.
 */
export function laidByNumber(
  areKeyed: boolean,
  ports: readonly Port[],
  numbered: readonly (Tensor | undefined)[],
): readonly (Tensor | undefined)[] {
  if (placeTells(areKeyed, ports)) return numbered;
  const given = numbered.filter((tensor) => tensor !== undefined);
  const ways = given.length === ports.length ? fits(ports, given) : [];
  return ways.length === 1 ? (ways[0] ?? []) : [];
}

/** What to do where numbers do not tell: a sentence with a space before it, or nothing. */
export function byNameInstead(areKeyed: boolean, ports: readonly Port[]): string {
  if (placeTells(areKeyed, ports)) return '';
  return ` A signature of TensorFlow has keys and no order: name the arrays ${ports.map(({ name }) => name).join(', ')}.`;
}

/** Ways to give every port an array that fits its shape; at most two are looked for. */
function fits([port, ...ports]: readonly Port[], tensors: readonly Tensor[]): Tensor[][] {
  if (port === undefined) return [[]];
  const ways: Tensor[][] = [];
  for (const [i, tensor] of tensors.entries()) {
    if (ways.length > 1) break;
    if (!hasShape(port, tensor.shape)) continue;
    const others = tensors.filter((_, at) => at !== i);
    ways.push(...fits(ports, others).map((rest) => [tensor, ...rest]));
  }
  return ways;
}

/** An axis of size 1 at the end may be missing; the first is that of samples. */
function hasShape({ shape }: Port, given: readonly number[]): boolean {
  const full = given.length === shape.length - 1 && shape.at(-1) === 1 ? [...given, 1] : given;
  return (
    shape.length === 0 ||
    (full.length === shape.length &&
      shape.every((size, axis) => axis === 0 || size === null || size === full[axis]))
  );
}
