import { useEffect, useState } from 'react';
import type { Progress } from '../../pipeline/index.ts';
import type { Comparison } from '../state/comparison.ts';
import { useSession } from '../state/SessionContext.ts';
import { Button } from '../ui/Button.tsx';
import { count, duration } from '../ui/figures.ts';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Lamp } from './Lamp.tsx';
import css from './ProgressView.module.css';

const QUIET_MS = 300;

const STEPS: readonly { readonly step: Progress['step']; readonly name: string }[] = [
  { step: 'open', name: 'Read both files' },
  { step: 'align', name: 'Pair the layers' },
  { step: 'values', name: 'Compare the variables' },
  { step: 'run', name: 'Run both models' },
  { step: 'report', name: 'Look for the cause' },
];

/** What is going on, in the verdict's place: the steps with their times, a track, and a way to stop. */
export function ProgressView({ running }: { running: Extract<Comparison, { step: 'running' }> }) {
  const session = useSession();
  const [quiet, setQuiet] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(false), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  const { progress, done } = running;
  const part = progress && progress.total > 0 ? progress.done / progress.total : 0;
  return (
    <div className={css.progress} data-quiet={quiet || undefined}>
      <Lamp verdict="running" />
      <div className={css.text}>
        <span className={css.word}>Comparing</span>
        <div className={css.line}>
          <h1 aria-live="polite">{progress?.says ?? 'Reading both files.'}</h1>
          <Button onClick={session.cancel}>
            Cancel <Kbd>Esc</Kbd>
          </Button>
        </div>
        <div
          className={css.track}
          role="progressbar"
          aria-label="Progress"
          aria-valuenow={Math.round(part * 100)}
        >
          <i style={{ width: `${part * 100}%` }} />
        </div>
        <ol className={css.steps}>
          {STEPS.map(({ step, name }, at) => {
            const over = done.find((entry) => entry.step === step);
            const now = progress?.step === step;
            // A step that took no time to speak of is not heard of.
            const past = over !== undefined || at < STEPS.findIndex((entry) => entry.step === progress?.step);
            return (
              <li key={step} data-now={now || undefined} data-done={past || undefined}>
                {past ? <Icon glyph="check" /> : now ? <Icon glyph="right" /> : <span />}
                {name}
                <span className="muted">{stepTime(over?.ms, now ? progress : null)}</span>
              </li>
            );
          })}
        </ol>
      </div>
    </div>
  );
}

function stepTime(ms: number | undefined, now: Progress | null): string {
  if (ms !== undefined) return duration(ms);
  return now && now.total > 1 ? `${count(now.done)} of ${count(now.total)}` : '';
}
