import { useState } from 'react';
import type { VariableRow } from '../../diff/index.ts';
import type { VariableDetail } from '../../pipeline/index.ts';
import { figure } from '../ui/figures.ts';
import { Panel } from '../ui/Panel.tsx';
import { Distribution } from './Distribution.tsx';
import { FiguresPanel } from './FiguresPanel.tsx';
import { HeatMaps } from './HeatMaps.tsx';
import { LargestDifferences } from './LargestDifferences.tsx';
import css from './ValuesView.module.css';

/** Everything that a variable's values show. */
export function ValuesView({
  detail,
  row,
  same,
}: {
  detail: VariableDetail;
  row: VariableRow;
  same: boolean;
}) {
  const [centre, setCentre] = useState<readonly number[] | null>(null);
  const constant = detail.a !== null && detail.b === null ? null : constantOf(detail);
  const differs = detail.largest.length > 0;
  const alike = !differs && detail.a !== null && detail.b !== null && row.shapeB !== null;
  return (
    <div className={css.view} data-plain={!differs || undefined}>
      {constant === null ? (
        <Distribution detail={detail} alike={alike} />
      ) : (
        <Panel title="Distribution" className={css.histogram}>
          <p>
            Every value is <b>{figure(constant)}</b>
            {same ? '.' : ' in both.'}
          </p>
        </Panel>
      )}
      <FiguresPanel detail={detail} row={row} />
      {detail.heat ? (
        <HeatMaps
          heat={detail.heat}
          shape={row.shape}
          centre={centre}
          alike={alike}
          name={row.a ?? row.b ?? row.role}
        />
      ) : null}
      {differs ? <LargestDifferences detail={detail} onCentre={setCentre} /> : null}
    </div>
  );
}

function constantOf(detail: VariableDetail): number | null {
  const { a, b } = detail;
  if (!a || !b || a.nan + b.nan > 0) return null;
  return a.min === a.max && b.min === b.max && a.min === b.min && a.count > 1 ? a.min : null;
}
