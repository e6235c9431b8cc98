import { useState } from 'react';
import type { HostFile, Slot } from '../../pipeline/index.ts';
import { useSession } from '../state/SessionContext.ts';
import { Note } from '../ui/Note.tsx';
import css from './TryIt.module.css';

const FILES: readonly (readonly [Slot, string])[] = [
  ['inputs', 'pump_health_inputs.npz'],
  ['a', 'pump_health.keras'],
  ['b', 'pump_health_restored.keras'],
];

/** A pair to look at: comes with the page, from the same place. */
export function TryIt() {
  const session = useSession();
  const [step, setStep] = useState<'idle' | 'loading' | 'failed'>('idle');
  const load = async () => {
    setStep('loading');
    try {
      const loaded = await Promise.all(
        FILES.map(async ([slot, name]) => [slot, await sample(name)] as const),
      );
      setStep('idle');
      for (const [slot, file] of loaded) await session.open(slot, [file]);
    } catch {
      setStep('failed');
    }
  };
  return (
    <section aria-labelledby="try" className={css.section}>
      <h2 id="try">
        Try it <span>a small pair that comes with the page</span>
      </h2>
      <button type="button" className={css.story} disabled={step === 'loading'} onClick={() => void load()}>
        <svg viewBox="0 0 40 40" fill="none" aria-hidden="true">
          <path d="M8 11C24 11 16 29 32 29M8 29C24 29 16 11 32 11" className={css.curve} />
          <circle cx="8" cy="11" r="3.5" className={css.a} />
          <circle cx="8" cy="29" r="3.5" className={css.a} />
          <circle cx="32" cy="11" r="3.5" className={css.b} />
          <circle cx="32" cy="29" r="3.5" className={css.b} />
        </svg>
        <span>
          <b>Swapped branches</b>
          <span className="muted">
            A pump-health classifier and its restored copy: two layers of one shape hold each other’s weights.
          </span>
        </span>
      </button>
      {step === 'failed' ? (
        <Note bad>
          <b>The sample files are not beside this page.</b> It was probably copied without its folder{' '}
          <code>samples</code>. Drop two models of your own instead.
        </Note>
      ) : null}
    </section>
  );
}

async function sample(name: string): Promise<HostFile> {
  const response = await fetch(new URL(`samples/${name}`, document.baseURI));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return { name, path: name, blob: await response.blob() };
}
