import { type PickleDtype, type PickleValue, ReadError } from '../../model/index.ts';
import { type Fitted, isArrayValue } from '../Fitted.ts';
import { floatOf, isFloatType, isNumberType, type NumberType } from '../NumberType.ts';
import type { Table } from '../Table.ts';
import { numberTypeOf } from './outputType.ts';

/** Whether what is filled in is an average, so that the samples become floating-point numbers. */
export const isAverage = (strategy: string): boolean => strategy === 'mean' || strategy === 'median';

/**
 * The type of what a SimpleImputer makes: averages make floating-point numbers, else the samples keep their type. Throws `ReadError` for
 * types that scikit-learn refuses.
 */
export function imputedType(
  { type }: Table,
  fitted: Fitted,
  strategy: string,
  missing: number | string,
): Table['type'] {
  const { className: label } = fitted;
  // From 1.1 on, samples become objects where those of fitting were.
  const fitType = fitted.option('_fit_dtype', null);
  const own = isDtype(fitType) && fitType.descr === '|O' ? 'object' : type;
  if (own !== 'object' && typeof missing === 'string')
    throw new ReadError(
      'corrupt',
      `${label} looks for the text "${missing.slice(0, 60)}"; the samples hold numbers only, which scikit-learn refuses too.`,
    );
  if (isAverage(strategy)) return floatOf(type);
  if (own === 'bool')
    throw new ReadError('corrupt', `${label} takes no truth values, as scikit-learn would say too.`);
  if (strategy === 'constant' && fitted.isSince(1, 4)) refuseCast(fitted, own);
  return own;
}

const isDtype = (value: PickleValue): value is PickleDtype =>
  typeof value === 'object' && value !== null && value.kind === 'dtype';

/** From 1.4 on, a constant must be of a kind that the samples hold (`numpy.can_cast`, `same_kind`). */
function refuseCast(fitted: Fitted, type: Table['type']): void {
  const statistics = fitted.fitted('statistics_');
  const dtype =
    numberTypeOf(fitted.option('_fill_dtype', null)) ??
    (isArrayValue(statistics) ? statistics.tensor?.dtype : undefined);
  if (type === 'object' || dtype === undefined || !isNumberType(dtype)) return;
  const kind = (it: NumberType): number =>
    isFloatType(it) ? 3 : it.startsWith('int') ? 2 : it.startsWith('uint') ? 1 : 0;
  if (kind(dtype) > kind(type))
    throw new ReadError(
      'corrupt',
      `${fitted.className} fills in ${dtype} numbers, which samples of ${type} do not hold, as scikit-learn would say too.`,
    );
}
