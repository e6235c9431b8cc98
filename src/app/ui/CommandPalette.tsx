import { useMemo, useState } from 'react';
import type { Report } from '../../report/index.ts';
import css from './CommandPalette.module.css';
import { Dialog } from './Dialog.tsx';
import { Icon } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
import { type PaletteEntry, paletteEntries } from './paletteEntries.ts';

const MOST = 60;

/** Everything on the page by name: layers, variables, findings, samples, actions. */
export function CommandPalette({ report, onClose }: { report: Report | null; onClose: () => void }) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const entries = useMemo(() => paletteEntries(report), [report]);
  const found = useMemo(() => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const hits: PaletteEntry[] = [];
    for (const entry of entries) {
      const text = `${entry.name} ${entry.about}`.toLowerCase();
      if (words.every((word) => text.includes(word))) hits.push(entry);
      if (hits.length === MOST) break;
    }
    return hits;
  }, [entries, query]);
  const chosen = Math.min(at, found.length - 1);
  const run = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  const move = (by: number) => {
    const next = (chosen + by + found.length) % Math.max(1, found.length);
    setAt(next);
    document.getElementById(`entry-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <Dialog title="Search" narrow onClose={onClose}>
      <div className={css.query}>
        <Icon glyph="search" />
        <input
          data-autofocus=""
          role="combobox"
          aria-label="Search layers, variables, findings, samples and actions"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={chosen >= 0 ? `entry-${chosen}` : undefined}
          placeholder="Layers, variables, findings, samples, actions"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') move(1);
            else if (event.key === 'ArrowUp') move(-1);
            else if (event.key === 'Enter') run(found[chosen]);
            else return;
            event.preventDefault();
          }}
        />
      </div>
      {found.length === 0 ? (
        <p className={css.none}>Nothing is called “{query}”.</p>
      ) : (
        <div id="palette-list" role="listbox" aria-label="Results" className={css.list}>
          {found.map((entry, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and hears the keys
            // biome-ignore lint/a11y/useFocusableInteractive: entries are reached through aria-activedescendant
            <div
              key={entry.key}
              id={`entry-${index}`}
              role="option"
              aria-selected={index === chosen}
              onClick={() => run(entry)}
            >
              <Icon glyph={entry.glyph} />
              <span className={entry.code ? css.code : undefined}>{entry.name}</span>
              <span className={css.about}>{entry.about}</span>
              {entry.keys ? <Kbd>{entry.keys}</Kbd> : null}
            </div>
          ))}
        </div>
      )}
    </Dialog>
  );
}
