import { useState } from 'react';
import type { Report } from '../../report/index.ts';
import { look, UNNARROWED, usePage } from '../state/page.ts';
import { Button } from '../ui/Button.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { BlockFlow } from './BlockFlow.tsx';
import { Connections } from './Connections.tsx';
import css from './GraphTab.module.css';

type Shown = 'a' | 'b' | 'blocks';

/** The graph tab: the layers with what each reads, or in their blocks. A report without its files has the blocks alone. */
export function GraphTab({ report }: { report: Report }) {
  const [shown, setShown] = useState<Shown>('a');
  const alone = usePage((page) => page.comparison.step === 'opened');
  const selected = usePage((page) => page.view.layer);
  if (alone) return <BlockFlow report={report} />;
  const options: { value: Shown; label: string }[] = [
    { value: 'a', label: 'Connections of A' },
    ...(report.b === null
      ? []
      : ([
          { value: 'b', label: 'Connections of B' },
          { value: 'blocks', label: 'Blocks of both' },
        ] as const)),
  ];
  return (
    <section className={css.tab} aria-label="Graph" tabIndex={-1}>
      <div className={css.tools}>
        <Segmented label="What is drawn" value={shown} options={options} onChange={setShown} />
        <span className="muted small">
          {shown === 'blocks'
            ? 'In graph order, nested models as frames'
            : 'In the order of the computation; lines lead to what reads a layer'}
        </span>
        {report.b === null || shown === 'blocks' ? null : (
          <Button
            className={css.show}
            disabled={selected === null}
            onClick={() => look({ tab: 'layers', ...UNNARROWED })}
          >
            Show under Layers
          </Button>
        )}
      </div>
      {shown === 'blocks' ? (
        <BlockFlow report={report} />
      ) : (
        <Connections key={shown} report={report} side={shown} />
      )}
    </section>
  );
}
