import type { Report } from '../../report/index.ts';
import type { Comparison } from '../state/comparison.ts';
import { overlay, usePage } from '../state/page.ts';
import { useSession } from '../state/SessionContext.ts';
import { openIn, type SlotState } from '../state/slots.ts';
import { turnTheme } from '../state/useKeys.ts';
import { Button } from '../ui/Button.tsx';
import { parameters } from '../ui/figures.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { FileChip } from './FileChip.tsx';
import { producerWords } from './producerWords.ts';
import css from './TopBar.module.css';

const THEME_WORDS = { system: 'follows the system', light: 'light', dark: 'dark' };
const THEME_GLYPH = { system: 'screen', light: 'sun', dark: 'moon' } as const;

/** The bar on top: mark, files, and what can be done everywhere. */
export function TopBar({ comparison, report }: { comparison: Comparison; report: Report | null }) {
  const theme = usePage((page) => page.theme);
  const session = useSession();
  const active = comparison.step !== 'none';
  return (
    <header className={css.bar}>
      <button type="button" className={css.brand} onClick={() => void session.startOver()} title="Start over">
        <svg viewBox="0 0 22 22" aria-hidden="true">
          <rect
            x="1.8"
            y="1.8"
            width="12.4"
            height="12.4"
            rx="2.5"
            fill="none"
            stroke="var(--a-fill)"
            strokeWidth="2.4"
          />
          <rect
            x="7.8"
            y="7.8"
            width="12.4"
            height="12.4"
            rx="2.5"
            fill="none"
            stroke="var(--b-fill)"
            strokeWidth="2.4"
          />
          <rect x="8.5" y="8.5" width="5" height="5" fill="var(--text)" />
        </svg>
        Twinspect
      </button>
      {active ? <Files comparison={comparison} report={report} /> : null}
      <span className={css.gap} />
      <div className={css.tools}>
        {active ? (
          <>
            <Button look="quiet" icon="search" className={css.search} onClick={() => overlay('palette')}>
              Search <Kbd>Ctrl K</Kbd>
            </Button>
            <Button icon="share" disabled={report === null} onClick={() => overlay('share')}>
              Share
            </Button>
          </>
        ) : null}
        <Button
          look="quiet"
          icon={THEME_GLYPH[theme]}
          aria-label={`Theme: ${THEME_WORDS[theme]}`}
          title={`Theme: ${THEME_WORDS[theme]}`}
          onClick={turnTheme}
        />
        <Button
          look="quiet"
          icon="help"
          aria-label="Keys and help"
          title="Keys and help"
          onClick={() => overlay('help')}
        />
      </div>
    </header>
  );
}

function Files({ comparison, report }: { comparison: Comparison; report: Report | null }) {
  const slots = usePage((page) => page.slots);
  const session = useSession();
  const readOnly = comparison.step === 'opened';
  const recorded = !openIn(slots.b) && openIn(slots.reference) !== null;
  const chip = (slot: 'a' | 'b' | 'reference', state: SlotState) => {
    const summary = slot === 'a' ? report?.a : slot === 'b' ? report?.b : null;
    const name = readOnly ? summary?.name : openIn(state)?.name;
    if (!name) return null;
    const meta = summary ? `${producerWords(summary)} · ${parameters(summary.parameterCount)} params` : '';
    return (
      <FileChip
        slot={slot}
        name={name}
        meta={meta}
        busy={state.step === 'opening'}
        failed={state.step === 'failed'}
        readOnly={readOnly}
      />
    );
  };
  return (
    <>
      {chip('a', slots.a)}
      {readOnly || recorded ? null : (
        <Button
          look="quiet"
          icon="swap"
          aria-label="Swap A and B"
          title="Swap A and B"
          onClick={() => void session.swap()}
          className={css.swap}
        />
      )}
      {chip('b', slots.b)}
      {readOnly || !recorded ? null : chip('reference', slots.reference)}
    </>
  );
}
