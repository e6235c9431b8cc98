import type { JsonObject } from '../../model/index.ts';
import { type Resolved, valuesIn } from '../Value.ts';
import { commonWhole } from './commonWhole.ts';
import { type WholeType, wholeTypeNamed } from './WholeType.ts';

/** Layers whose whole numbers are their own and not their inputs': of the type that their policy names, else int64 or int32. */
const OWN: ReadonlySet<string> = new Set([
  ...['StringLookup', 'IntegerLookup', 'TextVectorization', 'CategoryEncoding', 'Discretization'],
  ...['Hashing', 'HashedCrossing'],
]);

/** The type of the whole numbers that a layer puts out: the one in which those meet that it is given. */
export function wholeOfLayer(
  className: string,
  options: JsonObject,
  args: readonly Resolved[],
  kwargs: Readonly<Record<string, Resolved>>,
): WholeType | undefined {
  if (OWN.has(className)) return wholeTypeNamed(String(options.dtype)) ?? undefined;
  const given = [...args, ...Object.values(kwargs)].flatMap(valuesIn);
  return commonWhole(given.filter(({ tensor }) => tensor.dtype === 'int32').map(({ whole }) => whole));
}
