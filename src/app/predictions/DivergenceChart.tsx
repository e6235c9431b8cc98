import { useMemo, useState } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { Report } from '../../report/index.ts';
import { Button } from '../ui/Button.tsx';
import { figure } from '../ui/figures.ts';
import { Panel } from '../ui/Panel.tsx';
import { STATE_LOOK } from '../ui/stateLook.ts';
import { BirthDot } from './BirthDot.tsx';
import css from './DivergenceChart.module.css';
import { DivergenceTable } from './DivergenceTable.tsx';
import { blocksOf, type DivergencePoint, divergencePoints, FOOT } from './divergencePoints.ts';
import { divergenceSentence } from './divergenceSentence.ts';

const TICKS = [1e-8, 1e-6, 1e-4, 0.01, 1];
const MOST_LINES = 12;
const MARGIN = { top: 12, right: 16, bottom: 4, left: 4 };
const AXIS_WIDTH = 44;

/** Along the layers: how large each one's difference is, with the noise shaded and the births marked. */
export function DivergenceChart({ report }: { report: Report }) {
  const [table, setTable] = useState(false);
  const points = useMemo(() => divergencePoints(report), [report]);
  const line = useMemo(() => withBreaks(points), [points]);
  const births = points.filter((point) => point.born);
  const says = divergenceSentence(points, report.runs[0]?.layers ?? []);
  const top = Math.max(10, ...points.map((point) => point.error));
  return (
    <Panel
      title="Where they part"
      aside="largest difference of each layer ÷ largest value, log scale"
      actions={
        <Button aria-pressed={table} onClick={() => setTable(!table)}>
          Show as table
        </Button>
      }
    >
      {table ? (
        <DivergenceTable points={points} />
      ) : (
        <div className={css.sideways}>
          <div className={css.chart} role="img" aria-label={says}>
            <ResponsiveContainer width="100%" height={240}>
              <ComposedChart data={line} margin={MARGIN} accessibilityLayer={false}>
                <CartesianGrid vertical={false} stroke="var(--grid-line)" />
                <XAxis
                  dataKey="at"
                  type="number"
                  domain={['dataMin', 'dataMax']}
                  hide
                  padding={{ left: 12, right: 12 }}
                />
                <YAxis
                  scale="log"
                  domain={[FOOT, top]}
                  ticks={TICKS}
                  tickFormatter={(value: number) => tickOf(value)}
                  width={AXIS_WIDTH}
                  tickLine={false}
                  axisLine={false}
                  allowDataOverflow
                  tick={{ fontSize: 11, fill: 'var(--muted)' }}
                />
                <Tooltip
                  content={<Hint />}
                  isAnimationActive={false}
                  cursor={{ stroke: 'var(--line-strong)' }}
                />
                <Area
                  dataKey="floor"
                  baseValue={FOOT}
                  stroke="var(--line-strong)"
                  strokeDasharray="3 2"
                  fill="var(--floor)"
                  fillOpacity={0.8}
                  isAnimationActive={false}
                  activeDot={false}
                />
                {births.slice(0, MOST_LINES).map((birth) => (
                  <ReferenceLine key={birth.at} x={birth.at} stroke="var(--own)" strokeDasharray="2 2" />
                ))}
                <Line
                  dataKey="error"
                  connectNulls={false}
                  stroke="var(--text)"
                  strokeWidth={1.5}
                  isAnimationActive={false}
                  dot={
                    <BirthDot
                      crowded={births.length > MOST_LINES}
                      total={points.length}
                      named={roomy(births, points)}
                    />
                  }
                  activeDot={{ r: 4, fill: 'var(--text)' }}
                />
              </ComposedChart>
            </ResponsiveContainer>
            <Brackets points={points} />
          </div>
        </div>
      )}
      <p className={css.say}>{says}</p>
    </Panel>
  );
}

/** Chart data with an empty place in front of every layer that does not follow the one before. */
function withBreaks(points: readonly DivergencePoint[]) {
  return points.flatMap((point) => {
    const broken = point.apart ? [{ at: point.at - 0.5, error: null, floor: point.floor }] : [];
    return [...broken, point];
  });
}

/** Part of the chart's width that a name takes. */
const NAME_WIDTH = 0.2;

/** Places of the births whose names do not run into the one before. */
function roomy(births: readonly DivergencePoint[], points: readonly DivergencePoint[]): ReadonlySet<number> {
  const named: number[] = [];
  const least = (points.at(-1)?.at ?? 1) * NAME_WIDTH;
  for (const { at } of births)
    if (named.length === 0 || at - named[named.length - 1]! >= least) named.push(at);
  return new Set(named);
}

function tickOf(value: number): string {
  return value < 0.01 ? `1e−${Math.round(-Math.log10(value))}` : String(value);
}

function Brackets({ points }: { points: readonly DivergencePoint[] }) {
  const last = points.at(-1)?.at ?? 1;
  const blocks = blocksOf(points);
  if (blocks.length === 0 || blocks.length > MOST_LINES) return null;
  return (
    <div
      className={css.brackets}
      style={{ marginLeft: MARGIN.left + AXIS_WIDTH + 12, marginRight: MARGIN.right + 12 }}
    >
      {blocks.map((block) => (
        <span
          key={`${block.name} ${block.from}`}
          style={{
            left: `${(block.from / last) * 100}%`,
            width: `${((block.to - block.from) / last) * 100}%`,
          }}
        >
          {block.name}
        </span>
      ))}
    </div>
  );
}

function Hint(props: { active?: boolean; payload?: readonly { payload?: unknown }[] }) {
  const point = props.payload?.[0]?.payload as DivergencePoint | undefined;
  if (!props.active || !point) return null;
  return (
    <div className={css.hint}>
      <code>{point.name}</code>
      <span>
        {figure(point.error <= FOOT ? 0 : point.error)}, {STATE_LOOK[point.verdict].word}
      </span>
    </div>
  );
}
