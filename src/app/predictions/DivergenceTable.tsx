import { figure } from '../ui/figures.ts';
import { Name } from '../ui/Name.tsx';
import { ScrollRegion } from '../ui/ScrollRegion.tsx';
import { StateWord } from '../ui/StateWord.tsx';
import css from './DivergenceTable.module.css';
import { type DivergencePoint, FOOT } from './divergencePoints.ts';

/** The divergence chart in figures. */
export function DivergenceTable({ points }: { points: readonly DivergencePoint[] }) {
  return (
    <ScrollRegion label="Differences along the layers" className={css.scroll}>
      <table className="table">
        <caption className="sr">Differences along the layers</caption>
        <thead>
          <tr>
            <th scope="col">Layer</th>
            <th scope="col" className="num">
              Δ out
            </th>
            <th scope="col" className="num">
              Noise up to
            </th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.at}>
              <th scope="row">
                <Name text={point.name} />
              </th>
              <td className="num">{figure(point.error <= FOOT ? 0 : point.error)}</td>
              <td className="num">{figure(point.floor)}</td>
              <td>
                <StateWord state={point.verdict} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
