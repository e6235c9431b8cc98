import { createRoot } from 'react-dom/client';
import { App } from '../../src/app/App.tsx';
import { createSession } from '../../src/app/state/session.ts';
import { fakePipeline } from '../../src/app/testing/fakePipeline.ts';
import { manyLayers, ONLY_NOISE } from '../../src/app/testing/otherReports.ts';
import { PUMP_HEALTH } from '../../src/app/testing/pumpHealth.ts';

const STORIES = { pump: () => PUMP_HEALTH, many: manyLayers, noise: () => ONLY_NOISE };

const asked = new URLSearchParams(location.search).get('story') ?? 'pump';
const report = (asked in STORIES ? STORIES[asked as keyof typeof STORIES] : STORIES.pump)();
const session = createSession(fakePipeline(report), () => import('../../src/report/index.ts'));
const root = document.getElementById('root');
if (root) createRoot(root).render(<App session={session} />);
