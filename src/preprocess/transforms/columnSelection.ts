import type { PickleValue } from '../../model/index.ts';
import { type Fitted, isArrayValue, isObjectValue, itemsOf, numberOf, shown } from '../Fitted.ts';

/** The columns that a ColumnTransformer gives one of its steps: positions, from names, numbers, slices or masks. */
export function selectedColumns(
  fitted: Fitted,
  selection: PickleValue,
  features: number,
  names: readonly string[] | null,
): number[] {
  const positionOf = (item: PickleValue): number => {
    const at = typeof item === 'string' ? nameAt(item) : numberOf(item);
    if (at === null || !Number.isInteger(at) || at < -features || at >= features)
      throw fitted.fault('transformers_', `selects column ${shown(item)}, of ${features}`);
    return at < 0 ? at + features : at;
  };
  const nameAt = (name: string): number => {
    const at = names?.indexOf(name) ?? -1;
    if (at < 0)
      throw fitted.fault('transformers_', `selects the column '${name}', whose place is not stored`);
    return at;
  };
  if (typeof selection === 'object' && selection !== null && selection.kind === 'slice')
    return sliced(fitted, selection, features, nameAt);
  if (typeof selection === 'string' || numberOf(selection) !== null) return [positionOf(selection)];
  const items = itemsOf(isObjectValue(selection) ? (selection.attributes.get('data') ?? null) : selection);
  if (items === null) throw fitted.fault('transformers_', `selects its columns by ${shown(selection)}`);
  const mask = maskOf(selection, items);
  if (mask) {
    if (mask.length !== features) throw fitted.fault('transformers_', 'holds a mask of another length');
    return mask.flatMap((isTaken, i) => (isTaken ? [i] : []));
  }
  return items.map(positionOf);
}

/** Truth values, Python's or NumPy's, in a list or an array; `null` for anything else. */
function maskOf(selection: PickleValue, items: readonly PickleValue[]): boolean[] | null {
  const isArray = isArrayValue(selection) && selection.tensor?.dtype === 'bool';
  const truths = items.map((item) => {
    if (isArray || typeof item === 'boolean') return Boolean(item);
    return isArrayValue(item) && item.tensor?.dtype === 'bool' ? item.tensor.bytes[0] === 1 : null;
  });
  return truths.length > 0 && truths.every((it) => it !== null) ? (truths as boolean[]) : null;
}

/** Python's slices; by name both ends are included. */
function sliced(
  fitted: Fitted,
  { start, stop, step }: Extract<PickleValue, { kind: 'slice' }>,
  features: number,
  nameAt: (name: string) => number,
): number[] {
  const stride = step === null ? 1 : numberOf(step);
  if (stride === null || stride < 1) throw fitted.fault('transformers_', 'holds a slice that goes backwards');
  const end = (edge: PickleValue, byDefault: number, isStop: boolean): number => {
    if (edge === null) return byDefault;
    if (typeof edge === 'string') return nameAt(edge) + Number(isStop);
    const at = numberOf(edge) ?? 0;
    return Math.min(features, Math.max(0, at < 0 ? at + features : at));
  };
  const [from, to] = [end(start, 0, false), end(stop, features, true)];
  const positions: number[] = [];
  for (let at = from; at < to; at += stride) positions.push(at);
  return positions;
}
