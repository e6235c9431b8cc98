import { ColumnHeader, Row, RowGroup } from '../ui/GridParts.tsx';
import { DECADES, onLogAxis } from '../ui/logAxis.ts';
import { Side } from '../ui/Side.tsx';
import { Term } from '../ui/Term.tsx';
import css from './LayerGrid.module.css';

/** The columns' names, with the axis of the bars. */
export function GridHead() {
  return (
    <RowGroup className={css.headGroup}>
      <Row className={css.head} aria-rowindex={1}>
        <ColumnHeader className={css.index}>
          <span className="sr">Row</span>
        </ColumnHeader>
        <ColumnHeader>
          <Side of="a" />
          Layer
        </ColumnHeader>
        <ColumnHeader>
          <span className="sr">Pairing</span>
        </ColumnHeader>
        <ColumnHeader>
          <Side of="b" />
          Layer
        </ColumnHeader>
        <ColumnHeader className={css.weights}>Weights</ColumnHeader>
        <ColumnHeader className={css.axis}>
          <span className={css.axisTitle}>
            Δ{' '}
            <Term says="Both layers fed with A’s inputs. What differs then was made by this layer.">own</Term>{' '}
            /{' '}
            <Term says="How far apart the inputs of the two layers already are. Handed on, not made here.">
              inherited
            </Term>
          </span>
          {DECADES.map((decade) => (
            <span
              key={decade.label}
              className={css.tick}
              style={{ left: `${onLogAxis(decade.at) * 100}%` }}
              aria-hidden="true"
            >
              {decade.label}
            </span>
          ))}
        </ColumnHeader>
        <ColumnHeader className={css.outHead}>
          <Term says="Largest difference of the outputs ÷ A’s largest value, each model on its own inputs.">
            Δ out
          </Term>
        </ColumnHeader>
        <ColumnHeader>State</ColumnHeader>
      </Row>
    </RowGroup>
  );
}
