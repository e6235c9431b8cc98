import { useEffect, useState } from 'react';
import type { ModelInside } from '../../pipeline/index.ts';
import { usePage } from '../state/page.ts';
import { openIn } from '../state/slots.ts';
import { Button } from '../ui/Button.tsx';
import { count } from '../ui/figures.ts';
import { Name } from '../ui/Name.tsx';
import { Note } from '../ui/Note.tsx';
import { PanelBoundary } from '../ui/PanelBoundary.tsx';
import { Prose } from '../ui/Prose.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Side } from '../ui/Side.tsx';
import css from './InsideScreen.module.css';
import { LayersInside } from './LayersInside.tsx';
import { StoredInside } from './StoredInside.tsx';
import { useInside } from './useInside.ts';

/** One opened file by itself: its layers with their connections and options, and its stored tensors with their values. */
export function InsideScreen({ slot }: { slot: 'a' | 'b' }) {
  const held = usePage((page) => openIn(page.slots[slot]));
  const compared = usePage((page) => page.comparison.step !== 'none');
  const inside = useInside(slot);
  const close = () => usePage.setState({ inside: null });
  useEffect(() => {
    document.getElementById('main')?.focus();
  }, []);
  if (held?.opened.kind !== 'model') return <main id="main" tabIndex={-1} />;
  const { summary } = held.opened;
  return (
    <main id="main" tabIndex={-1} className={css.screen} aria-busy={inside === null}>
      <header className={css.head}>
        <Button icon="left" onClick={close}>
          {compared ? 'Back to the comparison' : 'Back to the files'}
        </Button>
        <h1>
          <Side of={slot} />
          <span className="sr">Inside </span>
          <Name text={summary.name} strong />
        </h1>
      </header>
      {inside === null ? <div className={css.waiting} /> : null}
      {inside && !inside.ok ? (
        <div className={css.trouble}>
          <Note bad>
            <Prose text={inside.failure.message} />
          </Note>
        </div>
      ) : null}
      {inside?.ok ? (
        <PanelBoundary name="The inside of the file">
          <Views key={summary.name} slot={slot} inside={inside.value} />
        </PanelBoundary>
      ) : null}
    </main>
  );
}

type View = 'layers' | 'weights';

function Views({ slot, inside }: { slot: 'a' | 'b'; inside: ModelInside }) {
  const [view, setView] = useState<View>(inside.layers.length > 0 ? 'layers' : 'weights');
  const [filter, setFilter] = useState('');
  const [variable, setVariable] = useState<string | null>(null);
  const shared = { slot, inside, filter, onFilter: setFilter };
  const show = (id: string) => {
    setFilter('');
    setVariable(id);
    setView('weights');
  };
  const switcher = (
    <Segmented
      label="What is listed"
      value={view}
      options={[
        { value: 'layers', label: `Layers ${count(inside.layers.length)}` },
        { value: 'weights', label: `Stored tensors ${count(inside.variables.length)}` },
      ]}
      onChange={setView}
    />
  );
  return view === 'layers' ? (
    <LayersInside {...shared} switcher={switcher} onVariable={show} />
  ) : (
    <StoredInside {...shared} switcher={switcher} variable={variable} onVariable={setVariable} />
  );
}
