import { ReadError } from '../../model/index.ts';
import { checkWidth } from '../columns.ts';
import type { Fitted } from '../Fitted.ts';
import type { Column } from '../Table.ts';
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
      const [column = []] = table.columns;
      const numbers = Float64Array.from(encoded(column, classes, label, 0), (position, row) => {
        if (position < 0) throw unseen(label, column[row], 0);
        return position;
      });
      return { rows: table.rows, columns: [numbers] };
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
      const [column = []] = table.columns;
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
      return { rows: table.rows, columns, ...(fitted.flag('sparse_output', false) ? { sparse: true } : {}) };
    },
  };
}
