import { copy } from '../state/toasts.ts';
import { CodeBlock } from '../ui/CodeBlock.tsx';
import { count } from '../ui/figures.ts';
import { Name } from '../ui/Name.tsx';
import { StateWord } from '../ui/StateWord.tsx';
import type { StateName } from '../ui/stateLook.ts';
import css from './LoadersTab.module.css';
import { ROUTE_CALLS, type Route } from './routeWords.ts';

/** Rows drawn at most; what is not simply loaded comes first. */
const MOST = 500;

const STATES: Readonly<
  Record<
    Route['variables'][number]['state'],
    { readonly state: StateName; readonly says: string; readonly rank: number }
  >
> = {
  elsewhere: { state: 'moved', says: 'from elsewhere', rank: 0 },
  left: { state: 'inconclusive', says: 'left as it was', rank: 1 },
  loaded: { state: 'identical', says: 'loaded', rank: 2 },
};

/** What one route does with every variable, and what it raises. */
export function RouteDetail({ route }: { route: Route }) {
  const rows = route.variables.toSorted((x, y) => STATES[x.state].rank - STATES[y.state].rank);
  const call = ROUTE_CALLS[route.route];
  return (
    <div className={css.detail}>
      {route.error === null ? null : (
        <>
          <p>{loaderName(route)} raises this; the table below is what it leaves behind.</p>
          <CodeBlock
            code={route.error}
            label={`Error of ${call}`}
            onCopy={(code) => void copy(code, 'Error copied.')}
          />
        </>
      )}
      <table className="table">
        <caption className="sr">Variables after {call}</caption>
        <thead>
          <tr>
            <th scope="col">Variable of the model</th>
            <th scope="col">State</th>
            <th scope="col">Gets the values of</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST).map(({ variable, from, state }) => (
            <tr key={variable} data-state={state}>
              <th scope="row">
                <Name text={variable} />
              </th>
              <td>
                <StateWord state={STATES[state].state} says={STATES[state].says} />
              </td>
              <td>{from === null ? <span className="muted">nothing</span> : <Name text={from} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST ? (
        <p className="muted small">
          The first {count(MOST)} of {count(rows.length)} variables are shown.
        </p>
      ) : null}
      <Unused paths={route.unused} />
    </div>
  );
}

const loaderName = ({ route, keras }: Route): string =>
  route === 'tfjs-by-name' ? 'TensorFlow.js' : `Keras ${keras}`;

function Unused({ paths }: { paths: readonly string[] }) {
  if (paths.length === 0) return <p className="muted small">Every stored variable is asked for.</p>;
  return (
    <p className="small">
      {count(paths.length)} stored {paths.length === 1 ? 'variable is' : 'variables are'} asked for by
      nothing: <code>{paths.slice(0, MOST).join(', ')}</code>
      {paths.length > MOST ? ' …' : ''}
    </p>
  );
}
