import { ReadError } from '../../model/index.ts';
import { checkWidth, refuseSparse } from '../columns.ts';
import type { Fitted } from '../Fitted.ts';
import { type Column, isNumeric, madeOf } from '../Table.ts';
import type { Transform } from '../Transform.ts';
import { domainOf, encoded, toCategories, unseen } from './categories.ts';

/** The number of each label. */
export function labelEncoder(fitted: Fitted): Transform {
  const { className: label } = fitted;
  const classes = toCategories(fitted, 'classes_', fitted.items('classes_'));
  return {
    ...{ label, features: 1, domains: [domainOf(classes)], keepsColumns: false, notes: [] },
    apply: (table) => {
      checkWidth(table, label, 1);
      refuseSparse(table, label);
      const [column = []] = table.columns;
      const numbers = Float64Array.from(encoded(column, classes, label, 0), (position, row) => {
        if (position < 0) throw unseen(label, column[row], 0);
        return position;
      });
      return madeOf(table, { type: 'int64', columns: [numbers] });
    },
  };
}

/** A column for each label, or one column for two labels. */
export function labelBinarizer(fitted: Fitted): Transform {
  const { className: label } = fitted;
  const classes = toCategories(fitted, 'classes_', fitted.items('classes_'));
  const [off, on] = [fitted.number('neg_label'), fitted.number('pos_label')];
  const isBinary =
    fitted.word('y_type_', ['binary', 'multiclass']) === 'binary' && classes.values.length <= 2;
  const count = classes.values.length;
  return {
    ...{ label, features: 1, domains: [domainOf(classes)], keepsColumns: false, notes: [] },
    apply: (table) => {
      checkWidth(table, label, 1);
      refuseSparse(table, label);
      const [column = []] = table.columns;
      refuseContinuous(column as Column, label);
      const positions = encoded(column as Column, classes, label, 0);
      if (isBinary && positions.includes(-1))
        throw new ReadError(
          'unsupported-feature',
          `${label} knows two labels at most; what it makes of a third one is not computed.`,
        );
      const wanted = isBinary ? [count === 1 ? -1 : 1] : classes.values.map((_, i) => i);
      const columns = wanted.map((at) =>
        Float64Array.from(positions, (position) => (position === at ? on : off)),
      );
      return madeOf(table, { type: 'int64', columns, sparse: fitted.flag('sparse_output', false) });
    },
  };
}

/** Labels are whole numbers, or texts: others are no classes to scikit-learn (`type_of_target`). */
function refuseContinuous(column: Column, label: string): void {
  if (!isNumeric(column)) return;
  const row = column.findIndex((value) => !Number.isInteger(value));
  if (row >= 0)
    throw new ReadError(
      'corrupt',
      `${label} takes whole numbers or texts as labels, as scikit-learn would say too; row ${row} of the samples holds ${column[row]}.`,
    );
}
