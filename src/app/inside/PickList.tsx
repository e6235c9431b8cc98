import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useCommand } from '../state/commands.ts';
import { useMedia } from '../ui/useMedia.ts';
import css from './PickList.module.css';

/** A line of the list: what is heard, and what is seen. */
export interface PickLine {
  readonly key: string;
  readonly says: string;
  readonly content: ReactNode;
}

/** The rows in view, for what is drawn beside them. */
export interface InView {
  readonly first: number;
  readonly last: number;
  readonly rowHeight: number;
}

/** Height of the head, with its line. */
const HEAD = 31;

/** A long list of which one line is picked. Only the lines in view exist; `beside` draws over the left margin. */
export function PickList(props: {
  label: string;
  count: number;
  line: (at: number) => PickLine;
  selected: number | null;
  onSelect: (at: number) => void;
  /** The columns' names, over the lines. */
  head: ReactNode;
  margin?: number;
  beside?: (view: InView) => ReactNode;
}) {
  const { count, selected, margin = 0 } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const coarse = useMedia('(pointer: coarse)');
  const rowHeight = coarse ? 40 : 28;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
  });
  useEffect(() => {
    if (selected !== null) virtual.scrollToIndex(selected, { align: 'auto' });
  }, [selected, virtual]);
  const page = () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
  const go = (to: number) => {
    if (count > 0) props.onSelect(Math.min(count - 1, Math.max(0, to)));
  };
  const step = (by: number) => go(selected === null ? (by > 0 ? 0 : count - 1) : selected + by);
  useCommand('next-row', () => step(1));
  useCommand('previous-row', () => step(-1));
  useCommand('last-row', () => go(count - 1));
  const keys = new Map<string, () => void>([
    ['ArrowDown', () => step(1)],
    ['ArrowUp', () => step(-1)],
    ['PageDown', () => step(page())],
    ['PageUp', () => step(-page())],
    ['Home', () => go(0)],
    ['End', () => go(count - 1)],
  ]);
  const items = virtual.getVirtualItems();
  const view = { first: items[0]?.index ?? 0, last: items.at(-1)?.index ?? 0, rowHeight };
  return (
    <div
      ref={scroller}
      className={css.list}
      role="listbox"
      aria-label={props.label}
      aria-activedescendant={selected === null ? undefined : `${id}-${selected}`}
      tabIndex={0}
      onKeyDown={(event) => {
        const run = keys.get(event.key);
        if (!run || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        run();
      }}
    >
      <div className={css.head} aria-hidden="true" style={{ paddingLeft: margin + 12 }}>
        {props.head}
      </div>
      <div className={css.body} role="presentation" style={{ height: count * rowHeight }}>
        {props.beside?.(view)}
        {items.map(({ index }) => {
          const { key, says, content } = props.line(index);
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its option (aria-activedescendant)
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
            <div
              key={key}
              id={`${id}-${index}`}
              className={css.row}
              role="option"
              aria-selected={index === selected}
              aria-setsize={count}
              aria-posinset={index + 1}
              aria-label={says}
              style={{
                transform: `translateY(${index * rowHeight}px)`,
                height: rowHeight,
                paddingLeft: margin + 12,
              }}
              onClick={() => props.onSelect(index)}
            >
              {content}
            </div>
          );
        })}
      </div>
    </div>
  );
}
