import { Fragment, useId, useState } from 'react';
import type { LoadingReport } from '../../pipeline/index.ts';
import type { Report } from '../../report/index.ts';
import { count } from '../ui/figures.ts';
import { Icon } from '../ui/Icon.tsx';
import { Note } from '../ui/Note.tsx';
import { ScrollRegion } from '../ui/ScrollRegion.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import css from './LoadersTab.module.css';
import { RouteDetail } from './RouteDetail.tsx';
import { reproducedBy } from './reproducedBy.ts';
import { countsOf, outcomeWord, ROUTE_CALLS, type Route } from './routeWords.ts';
import { type LoadingState, useLoading } from './useLoading.ts';

type Direction = 'a' | 'b';
type Keras = 'writer' | '2.15' | '3.15';

/** The loaders tab: what each way of loading one file's weights into the other model would do with every variable. */
export function LoadersTab({ report }: { report: Report }) {
  const [from, setFrom] = useState<Direction>(
    report.a.holds === 'model' && report.b?.holds === 'weights' ? 'b' : 'a',
  );
  const [keras, setKeras] = useState<Keras>('writer');
  const state = useLoading(from, keras === 'writer' ? null : keras);
  if (report.b === null) {
    return <p className={css.empty}>Loading takes two files: weights, and a model to load them into.</p>;
  }
  return (
    <section className={css.page} aria-label="Loaders" tabIndex={-1}>
      <div className={css.tools}>
        <Segmented
          label="Which weights into which model"
          value={from}
          options={[
            { value: 'a', label: 'A into B' },
            { value: 'b', label: 'B into A' },
          ]}
          onChange={setFrom}
        />
        <Segmented
          label="Which Keras loads"
          value={keras}
          options={[
            { value: 'writer', label: 'As the model’s own Keras' },
            { value: '2.15', label: 'Keras 2.15' },
            { value: '3.15', label: 'Keras 3.15' },
          ]}
          onChange={setKeras}
        />
        <span className="muted small">Simulated from Keras’ own rules; nothing is changed.</span>
      </div>
      <ScrollRegion label="Loading routes" className={css.scroll}>
        <Body state={state} report={report} from={from} />
      </ScrollRegion>
    </section>
  );
}

function Body({ state, ...shown }: { state: LoadingState } & Shown) {
  if (state.step === 'asking')
    return (
      <p className={css.empty} aria-busy="true">
        Working out what each route would do.
      </p>
    );
  if (state.step === 'unavailable')
    return (
      <p className={css.empty}>A report carries no weights. Open both files to see what loading would do.</p>
    );
  if (!state.result.ok) {
    return (
      <div className={css.empty}>
        <Note bad={!EXPECTED.has(state.result.failure.code)}>{state.result.failure.message}</Note>
      </div>
    );
  }
  return <Routes loading={state.result.value} {...shown} />;
}

/** Not every pair of files can be loaded into each other; that is nothing wrong. */
const EXPECTED: ReadonlySet<string> = new Set(['unsupported-feature', 'missing-part']);

/** The comparison, and which side's file is loaded into the other. */
interface Shown {
  readonly report: Report;
  readonly from: Direction;
}

function Routes({ loading, report, from }: { loading: LoadingReport } & Shown) {
  const [open, setOpen] = useState<Route['route'] | null>(null);
  const keras = loading.routes[0]?.keras ?? '';
  return (
    <table className={`table ${css.routes}`}>
      <caption className={css.caption}>
        {loading.weights} into {loading.into}, as Keras {keras} loads it
      </caption>
      <thead>
        <tr>
          <th scope="col">Route</th>
          <th scope="col">Outcome</th>
          {HEADS.map(([key, head]) => (
            <th key={key} scope="col" className="num">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {loading.routes.map((route) => (
          <RouteRow
            key={route.route}
            route={route}
            open={open === route.route}
            reproduces={
              reproducedBy(route, report.variables, from, loading.named) ? (from === 'a' ? 'B' : 'A') : null
            }
            onToggle={() => setOpen(open === route.route ? null : route.route)}
          />
        ))}
      </tbody>
    </table>
  );
}

const HEADS = [
  ['loaded', 'Loaded'],
  ['elsewhere', 'From elsewhere'],
  ['left', 'Left as it was'],
  ['unused', 'Unused in the file'],
] as const;

interface RowProps {
  readonly route: Route;
  readonly open: boolean;
  readonly reproduces: 'A' | 'B' | null;
  readonly onToggle: () => void;
}

function RouteRow({ route, open, reproduces, onToggle }: RowProps) {
  const id = useId();
  const counts = countsOf(route);
  const applies = route.outcome !== 'not-applicable';
  return (
    <Fragment>
      <tr data-route={route.route} data-outcome={route.outcome} data-reproduces={reproduces ?? undefined}>
        <th scope="row">
          {applies ? (
            <button
              type="button"
              className={css.toggle}
              aria-expanded={open}
              aria-controls={id}
              onClick={onToggle}
            >
              <Icon glyph={open ? 'down' : 'right'} />
              <code>{ROUTE_CALLS[route.route]}</code>
            </button>
          ) : (
            <code className={css.idle}>{ROUTE_CALLS[route.route]}</code>
          )}
        </th>
        <td className={route.outcome === 'error' ? css.loud : 'muted'}>
          {outcomeWord(route)}
          {reproduces === null ? null : <b className={css.same}>, exactly what {reproduces} holds</b>}
        </td>
        {HEADS.map(([key]) => (
          <td key={key} className={`num ${counts[key] > 0 && key !== 'loaded' ? css.loud : 'muted'}`}>
            {applies ? count(counts[key]) : '–'}
          </td>
        ))}
      </tr>
      <tr id={id} hidden={!open}>
        <td colSpan={2 + HEADS.length}>{open ? <RouteDetail route={route} /> : null}</td>
      </tr>
    </Fragment>
  );
}
