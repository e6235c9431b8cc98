import type { SampleRow } from '../../run/index.ts';
import { gap } from '../ui/figures.ts';
import { Icon } from '../ui/Icon.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Side } from '../ui/Side.tsx';
import { ClassBars } from './ClassBars.tsx';
import css from './SamplesTable.module.css';
import { type Reading, saysOf } from './sampleWords.ts';

const MOST = 200;

/** All samples: what A says, what B says, how far apart. */
export function SamplesTable(props: {
  samples: readonly SampleRow[];
  reading: Reading;
  chosen: number;
  onChoose: (index: number) => void;
}) {
  const { samples, reading, chosen } = props;
  return (
    <Panel
      title="Samples"
      flush
      className={css.panel}
      aside={`flips first, then by gap${samples.length > MOST ? ` · the first ${MOST} of ${samples.length}` : ''}`}
    >
      <table className="table">
        <caption className="sr">Samples, flips first</caption>
        <thead>
          <tr>
            <th scope="col" className="num">
              #
            </th>
            <th scope="col">
              <Side of="a" /> says
            </th>
            <th scope="col">
              <Side of="b" /> says
            </th>
            {reading === 'classes' ? <th scope="col">Classes</th> : null}
            <th scope="col" className="num">
              Gap
            </th>
          </tr>
        </thead>
        <tbody>
          {samples.slice(0, MOST).map((sample) => (
            <tr
              key={sample.index}
              data-on={sample.index === chosen}
              onClick={() => props.onChoose(sample.index)}
            >
              <th scope="row" className="num">
                <button
                  type="button"
                  className={css.pick}
                  aria-pressed={sample.index === chosen}
                  onClick={() => props.onChoose(sample.index)}
                >
                  <span className="sr">Sample </span>
                  {sample.index}
                </button>
              </th>
              <td>{saysOf(sample.a, reading)}</td>
              <td>
                <span className={sample.flipped ? css.flipped : css.calm}>
                  {reading === 'classes' ? <Icon glyph={sample.flipped ? 'diff' : 'same'} /> : null}
                  {saysOf(sample.b, reading)}
                </span>
              </td>
              {reading === 'classes' ? (
                <td>
                  <ClassBars a={sample.a} b={sample.b} />
                </td>
              ) : null}
              <td className="num">{sample.flipped ? <b>{gap(sample.gap)}</b> : gap(sample.gap)}</td>
            </tr>
          ))}
          {samples.length === 0 ? (
            <tr>
              <td colSpan={5} className="muted">
                No decision flipped.
              </td>
            </tr>
          ) : null}
        </tbody>
      </table>
    </Panel>
  );
}
