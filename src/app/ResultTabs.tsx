import { Tabs } from 'radix-ui';
import { lazy, type ReactNode, Suspense, useDeferredValue, useMemo } from 'react';
import type { Report } from '../report/index.ts';
import { LayersTab } from './layers/LayersTab.tsx';
import css from './ResultTabs.module.css';
import { look, usePage } from './state/page.ts';
import { TAB_NAMES, TABS, type Tab } from './state/tabs.ts';
import { count } from './ui/figures.ts';
import { PanelBoundary } from './ui/PanelBoundary.tsx';

const WeightsTab = lazy(() =>
  import('./weights/WeightsTab.tsx').then((module) => ({ default: module.WeightsTab })),
);
const PredictionsTab = lazy(() =>
  import('./predictions/PredictionsTab.tsx').then((module) => ({ default: module.PredictionsTab })),
);
const GraphTab = lazy(() => import('./layers/GraphTab.tsx').then((module) => ({ default: module.GraphTab })));
const SettingsTab = lazy(() =>
  import('./layers/SettingsTab.tsx').then((module) => ({ default: module.SettingsTab })),
);
const LoadersTab = lazy(() =>
  import('./loaders/LoadersTab.tsx').then((module) => ({ default: module.LoadersTab })),
);
const VersionsTab = lazy(() =>
  import('./open/VersionsTab.tsx').then((module) => ({ default: module.VersionsTab })),
);

const CONTENT: Readonly<Record<Tab, (report: Report) => ReactNode>> = {
  layers: (report) => <LayersTab report={report} />,
  weights: (report) => <WeightsTab report={report} />,
  predictions: (report) => <PredictionsTab report={report} />,
  graph: (report) => <GraphTab report={report} />,
  settings: (report) => <SettingsTab report={report} />,
  loaders: (report) => <LoadersTab report={report} />,
  versions: (report) => <VersionsTab report={report} />,
};

/** The evidence, in tabs that lead with their counts. */
export function ResultTabs({ report }: { report: Report }) {
  const tab = usePage((page) => page.view.tab);
  // Drawn in slices, so that a large tab does not hold up the page; the one before stays until it is there.
  const shown = useDeferredValue(tab);
  const counts = useMemo(() => countsOf(report), [report]);
  return (
    <Tabs.Root
      className={css.pane}
      value={tab}
      activationMode="manual"
      onValueChange={(value) => look({ tab: value as Tab, variable: null })}
    >
      <Tabs.List className={css.list} aria-label="Evidence">
        {TABS.map((name) => (
          <Tabs.Trigger key={name} value={name} className={css.tab}>
            {TAB_NAMES[name]}
            {counts[name] === undefined ? null : <span className={css.count}>{count(counts[name])}</span>}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value={tab} className={css.content} tabIndex={-1} aria-busy={shown !== tab}>
        <PanelBoundary key={shown} name={`The tab ${TAB_NAMES[shown]}`}>
          <Suspense fallback={<div className={css.waiting} />}>{CONTENT[shown](report)}</Suspense>
        </PanelBoundary>
      </Tabs.Content>
    </Tabs.Root>
  );
}

function countsOf(report: Report): Partial<Record<Tab, number>> {
  const settings = report.layers.reduce((sum, row) => sum + row.config.length, 0);
  return {
    layers: report.layers.length,
    weights: report.variables.length,
    predictions: report.runs[0]?.outputs.length ? report.runs[0].samples.length : 0,
    settings,
  };
}
