import { useRef } from 'react';
import { useCommand } from '../state/commands.ts';
import { look, usePage } from '../state/page.ts';
import { Button } from '../ui/Button.tsx';
import { count } from '../ui/figures.ts';
import { SearchField } from '../ui/SearchField.tsx';
import { Select } from '../ui/Select.tsx';
import { STATE_LOOK, type StateName } from '../ui/stateLook.ts';
import type { GridRow } from './gridRows.ts';
import css from './LayerTools.module.css';

interface Props {
  readonly rows: readonly GridRow[];
  readonly visible: number;
  readonly selected: GridRow | null;
  readonly differences: readonly GridRow[];
  readonly onStep: (by: 1 | -1) => void;
  readonly onDone: () => void;
  readonly children?: React.ReactNode;
}

/** What narrows the grid and what walks through its differences. */
export function LayerTools(props: Props) {
  const { rows, differences, selected } = props;
  const { filter, only, state } = usePage((page) => page.view);
  const detail = usePage((page) => page.detail);
  const field = useRef<HTMLInputElement>(null);
  useCommand('focus-filter', () => field.current?.focus());
  const states = [...new Set(rows.filter((row) => !row.block).map((row) => row.state))];
  const narrowed = filter !== '' || only || state !== 'any';
  return (
    <div>
      <div className={css.tools}>
        <div className={css.filter}>
          <SearchField
            label="Filter by name or class"
            value={filter}
            onChange={(value) => look({ filter: value })}
            onDone={props.onDone}
            fieldRef={field}
          />
        </div>
        <Button aria-pressed={only} onClick={() => look({ only: !only })}>
          Only differences <span className="muted">{count(differences.length)}</span>
        </Button>
        <Select
          label="State"
          value={state}
          options={[
            { value: 'any', label: 'Any state' },
            ...states.map((name) => ({ value: name as string, label: STATE_LOOK[name as StateName].word })),
          ]}
          onChange={(value) => look({ state: value })}
        />
        <span className={css.count} role="status">
          {narrowed ? `${count(props.visible)} of ${count(rows.length)} rows` : ''}
        </span>
        <span className={css.legend}>
          <span>
            <i className={css.own} />
            own
          </span>
          <span>
            <i className={css.inherited} />
            inherited
          </span>
          <span>
            <i className={css.floor} />
            noise
          </span>
        </span>
        <span className={css.walk}>
          <span className="muted small">{walkWords(differences, selected)}</span>
          <Button
            icon="up"
            aria-label="Previous difference"
            disabled={differences.length === 0}
            onClick={() => props.onStep(-1)}
          />
          <Button
            icon="down"
            aria-label="Next difference"
            disabled={differences.length === 0}
            onClick={() => props.onStep(1)}
          />
          <Button
            aria-pressed={detail}
            disabled={selected === null}
            className={css.details}
            onClick={() => usePage.setState({ detail: !detail })}
          >
            Details
          </Button>
        </span>
      </div>
      {props.children}
    </div>
  );
}

function walkWords(differences: readonly GridRow[], selected: GridRow | null): string {
  if (differences.length === 0) return 'no difference';
  const at = selected ? differences.findIndex((row) => row.index === selected.index) : -1;
  return at < 0 ? '' : `difference ${count(at + 1)} of ${count(differences.length)}`;
}
