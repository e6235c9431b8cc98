import type { ConfigDifference, LayerRow } from '../diff/index.ts';
import { isArray, type Json } from '../model/index.ts';
import type { Case } from './Case.ts';
import { followingMasks } from './followingMasks.ts';

/** A layer that is not called as its counterpart is. */
export interface RewiredLayer {
  readonly row: LayerRow;
  /** Its calls in A and in B: inputs by B's names, then arguments. */
  readonly a: readonly string[];
  readonly b: readonly string[];
  /** Whether the inputs are the same, and only arguments differ. */
  readonly argumentsAlone: boolean;
}

/** The name of these layers among replays. */
export const REWIRED = 'calls';

/** Layers that take other inputs or other arguments in B; a stated mode is a cause of its own, and so are masks. */
export function rewiredLayers(it: Case): RewiredLayer[] {
  const masks = followingMasks(it);
  return otherCalls(it).filter(({ row }) => !masks.has(row.a ?? ''));
}

/** Layers that make masks and are called otherwise because the layer that masks is not the same. */
export function rewiredMasks(it: Case): RewiredLayer[] {
  const masks = followingMasks(it);
  return otherCalls(it).filter(({ row }) => masks.has(row.a ?? ''));
}

function otherCalls({ layers }: Pick<Case, 'layers'>): RewiredLayer[] {
  return layers.flatMap((row) => {
    const option = row.config.find(({ key, relevance }) => key === 'inputs' && relevance === 'prediction');
    return option && !isModeAlone(option) ? [rewired(row, option)] : [];
  });
}

function rewired(row: LayerRow, { a, b }: ConfigDifference): RewiredLayer {
  const [left, right] = [callsOf(a), callsOf(b)];
  return { row, a: left, b: right, argumentsAlone: bare(left, ARGUMENT) === bare(right, ARGUMENT) };
}

const callsOf = (value: Json): string[] => (isArray(value) ? value.map(String) : []);

const TRAINING = /, training=(true|false|null|0|1)\b/g;
const ARGUMENT = /, \w+=(true|false|null|-?\d[\d.e+-]*|"[^"]*")/g;

/** Whether two calls take the same inputs and only one of them states `training`. */
const isModeAlone = ({ a, b }: ConfigDifference): boolean =>
  bare(callsOf(a), TRAINING) === bare(callsOf(b), TRAINING);

const bare = (calls: readonly string[], without: RegExp): string => calls.join('\n').replaceAll(without, '');
