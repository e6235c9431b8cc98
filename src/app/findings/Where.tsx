import type { Finding } from '../../diagnose/index.ts';
import type { Report } from '../../report/index.ts';
import { look, UNNARROWED } from '../state/page.ts';
import { Icon } from '../ui/Icon.tsx';
import { Name } from '../ui/Name.tsx';
import { Side } from '../ui/Side.tsx';
import css from './Where.module.css';

const PLACES = 6;

/** The layers that a finding is about. Where values moved: whose values of A lie in which layer of B. */
export function Where({ finding, report }: { finding: Finding; report: Report }) {
  const { where } = finding;
  if (where.length === 0) return null;
  return (
    <ul className={css.where}>
      {where.slice(0, PLACES).map((path) => {
        const from = sourceOf(path, report);
        return (
          <li key={path}>
            {from === null ? null : (
              <>
                <Side of="a" />
                <Place path={from} />
                <span className={css.moved}>
                  <Icon glyph="moved" />
                  <span className="sr">lies in</span>
                </span>
                <Side of="b" />
              </>
            )}
            <Place path={path} />
          </li>
        );
      })}
      {where.length > PLACES ? <li className="muted">and {where.length - PLACES} more</li> : null}
    </ul>
  );
}

function Place({ path }: { path: string }) {
  return (
    <button type="button" onClick={() => look({ tab: 'layers', layer: path, ...UNNARROWED })}>
      <Name text={path} />
    </button>
  );
}

/** The layer of A whose values B's layer holds, where that is another one. */
function sourceOf(path: string, report: Report): string | null {
  const moved = report.variables.find((row) => row.layerB === path && row.movedFrom !== undefined)?.movedFrom;
  if (moved === undefined) return null;
  const from = report.variables.find((row) => row.a === moved)?.layerA ?? null;
  return from === path ? null : from;
}
