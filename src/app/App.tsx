import { lazy, Suspense, useEffect } from 'react';
import './ui/tokens.css';
import './ui/base.css';
import css from './App.module.css';
import { Arrival } from './open/Arrival.tsx';
import { FileInputs } from './open/FileInputs.tsx';
import { TopBar } from './open/TopBar.tsx';
import { useDropAnywhere } from './open/useDropAnywhere.ts';
import { ResultScreen } from './ResultScreen.tsx';
import { StatusBar } from './StatusBar.tsx';
import { reportOf } from './state/comparison.ts';
import { overlay, usePage } from './state/page.ts';
import { SessionContext } from './state/SessionContext.ts';
import type { Session } from './state/session.ts';
import { applyTheme } from './state/theme.ts';
import { useAddress } from './state/useAddress.ts';
import { useKeys } from './state/useKeys.ts';
import { useModality } from './state/useModality.ts';
import { Sprite } from './ui/Sprite.tsx';
import { Toasts } from './ui/Toasts.tsx';

const ShareDialog = lazy(() =>
  import('./share/ShareDialog.tsx').then((module) => ({ default: module.ShareDialog })),
);
const Palette = lazy(() =>
  import('./ui/CommandPalette.tsx').then((module) => ({ default: module.CommandPalette })),
);
const HelpDialog = lazy(() =>
  import('./ui/HelpDialog.tsx').then((module) => ({ default: module.HelpDialog })),
);
const CustomDialog = lazy(() =>
  import('./custom/CustomDialog.tsx').then((module) => ({ default: module.CustomDialog })),
);
const InsideScreen = lazy(() =>
  import('./inside/InsideScreen.tsx').then((module) => ({ default: module.InsideScreen })),
);
const FilesDialog = lazy(() =>
  import('./open/FilesDialog.tsx').then((module) => ({ default: module.FilesDialog })),
);

/** The whole page. */
export function App({ session }: { session: Session }) {
  return (
    <SessionContext value={session}>
      <Frame session={session} />
    </SessionContext>
  );
}

function Frame({ session }: { session: Session }) {
  const comparison = usePage((page) => page.comparison);
  const report = reportOf(comparison);
  const target = useDropAnywhere();
  useAddress();
  useKeys(session);
  useModality();
  useEffect(() => applyTheme(usePage.getState().theme), []);
  useEffect(() => {
    document.title = report ? `${report.verdict}: ${report.a.name} · Twinspect` : 'Twinspect';
  }, [report]);
  const inside = usePage((page) => page.inside);
  const active = comparison.step !== 'none';
  const fixed = active || inside !== null;
  return (
    <div className={css.frame} data-active={fixed || undefined} data-dragging={target !== null || undefined}>
      <Sprite />
      <a className={css.skip} href="#main">
        Skip to the answer
      </a>
      <FileInputs />
      <TopBar comparison={comparison} report={report} />
      {inside !== null ? (
        <Suspense fallback={<main id="main" tabIndex={-1} />}>
          <InsideScreen slot={inside} />
        </Suspense>
      ) : active ? (
        <ResultScreen comparison={comparison} report={report} />
      ) : (
        <Arrival target={target} />
      )}
      <StatusBar comparison={comparison} report={report} />
      <Overlays />
      <Toasts />
    </div>
  );
}

function Overlays() {
  const which = usePage((page) => page.overlay);
  const report = usePage((page) => reportOf(page.comparison));
  const asked = usePage((page) => page.asked);
  const close = () => overlay(null);
  const closeAsked = () => usePage.setState({ overlay: null, asked: null });
  return (
    <Suspense>
      {which === 'share' && report ? <ShareDialog report={report} onClose={close} /> : null}
      {which === 'palette' ? <Palette report={report} onClose={close} /> : null}
      {which === 'help' ? <HelpDialog onClose={close} /> : null}
      {which === 'custom' && asked ? <CustomDialog module={asked} onClose={closeAsked} /> : null}
      {which === 'files' ? <FilesDialog onClose={close} /> : null}
    </Suspense>
  );
}
