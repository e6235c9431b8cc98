import type { Report } from '../../report/index.ts';
import { usePage } from '../state/page.ts';
import { VariableTable } from './VariableTable.tsx';
import { WeightDetail } from './WeightDetail.tsx';

/** The weights tab: all variables, or one of them in full. */
export function WeightsTab({ report }: { report: Report }) {
  const variable = usePage((page) => page.view.variable);
  const index = report.variables.findIndex(
    (row) => row.a === variable || (row.a === null && row.b === variable),
  );
  if (variable === null || index < 0) return <VariableTable report={report} />;
  return <WeightDetail key={index} report={report} index={index} />;
}
