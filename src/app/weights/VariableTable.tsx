import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { Report } from '../../report/index.ts';
import { useCommand } from '../state/commands.ts';
import { look, usePage } from '../state/page.ts';
import { Button } from '../ui/Button.tsx';
import { count } from '../ui/figures.ts';
import { Cell, Row, RowGroup } from '../ui/GridParts.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { useMedia } from '../ui/useMedia.ts';
import { SortHead } from './SortHead.tsx';
import { VariableLine } from './VariableLine.tsx';
import css from './VariableTable.module.css';
import { type Sorting, variableList } from './variableList.ts';

/** Every variable of both models with its state and its largest differences. Sorts, filters, opens. */
export function VariableTable({ report }: { report: Report }) {
  const { filter, only } = usePage((page) => page.view);
  const [sorting, setSorting] = useState<Sorting>({ by: 'file', down: false });
  const [at, setAt] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const coarse = useMedia('(pointer: coarse)');
  const height = coarse ? 40 : 28;
  const list = useMemo(() => variableList(report, filter, only, sorting), [report, filter, only, sorting]);
  const chosen = Math.min(at, list.length - 1);
  const virtual = useVirtualizer({
    count: list.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
    scrollPaddingStart: 35,
    scrollMargin: 35,
  });
  const move = (to: number) => {
    const next = Math.min(list.length - 1, Math.max(0, to));
    setAt(next);
    virtual.scrollToIndex(next);
  };
  const open = (id: string | undefined) => {
    if (id !== undefined) look({ variable: id });
  };
  useCommand('focus-filter', () => field.current?.focus());
  useCommand('next-row', () => move(chosen + 1));
  useCommand('previous-row', () => move(chosen - 1));
  const keys = new Map<string, () => void>([
    ['ArrowDown', () => move(chosen + 1)],
    ['ArrowUp', () => move(chosen - 1)],
    ['PageDown', () => move(chosen + 20)],
    ['PageUp', () => move(chosen - 20)],
    ['Home', () => move(0)],
    ['End', () => move(list.length - 1)],
    ['Enter', () => open(list[chosen]?.id)],
  ]);
  return (
    <div className={css.tab}>
      <div className={css.tools}>
        <div className={css.filter}>
          <SearchField
            label="Filter by name"
            value={filter}
            fieldRef={field}
            onChange={(value) => look({ filter: value })}
            onDone={() => scroller.current?.focus()}
          />
        </div>
        <Button aria-pressed={only} onClick={() => look({ only: !only })}>
          Only differences
        </Button>
        <span className="muted small" role="status">
          {list.length === report.variables.length
            ? `${count(list.length)} variables`
            : `${count(list.length)} of ${count(report.variables.length)} variables`}
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: table elements cannot be placed by a virtual list */}
      <div
        ref={scroller}
        className={css.grid}
        role="grid"
        aria-label="Variables"
        aria-rowcount={list.length + 1}
        aria-activedescendant={chosen >= 0 ? `variable-${chosen}` : undefined}
        tabIndex={0}
        onKeyDown={(event) => {
          const run = keys.get(event.key);
          if (!run || event.target !== event.currentTarget) return;
          event.preventDefault();
          run();
        }}
      >
        <SortHead sorting={sorting} onSort={setSorting} />
        <RowGroup className={css.body} style={{ height: list.length * height }}>
          {virtual.getVirtualItems().map((item) => {
            const variable = list[item.index];
            return variable ? (
              <VariableLine
                key={variable.index}
                variable={variable}
                position={item.index}
                height={height}
                selected={item.index === chosen}
                onSelect={() => setAt(item.index)}
                onOpen={() => open(variable.id)}
              />
            ) : null;
          })}
          {list.length === 0 ? (
            <Row className={css.empty}>
              <Cell>
                {filter === ''
                  ? 'No variable differs. All hold the same values.'
                  : `No variable matches “${filter}”.`}
              </Cell>
            </Row>
          ) : null}
        </RowGroup>
      </div>
    </div>
  );
}
