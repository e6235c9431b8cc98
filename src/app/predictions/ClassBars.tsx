import css from './ClassBars.module.css';
import { topOf } from './sampleWords.ts';

const MOST = 6;
const STRENGTH = [100, 65, 40, 75, 50, 30];

/** A's classes as a stacked bar above B's. Beyond six classes only the two tops and the rest are told apart. */
export function ClassBars({ a, b }: { a: readonly number[]; b: readonly number[] }) {
  const parts = (values: readonly number[]) => {
    if (values.length <= MOST) return values;
    const tops = [topOf(a), topOf(b)];
    const kept = [...new Set(tops)].map((at) => values[at] ?? 0);
    return [...kept, Math.max(0, 1 - kept.reduce((sum, value) => sum + value, 0))];
  };
  return (
    <span className={css.bars} aria-hidden="true">
      {(['a', 'b'] as const).map((side) => (
        <span key={side} className={css.bar} data-side={side}>
          {parts(side === 'a' ? a : b).map((value, at) => (
            <i
              // biome-ignore lint/suspicious/noArrayIndexKey: classes are their places
              key={at}
              style={{ width: `${value * 100}%`, opacity: (STRENGTH[at % STRENGTH.length] ?? 100) / 100 }}
            />
          ))}
        </span>
      ))}
    </span>
  );
}
