import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { openServed } from './app/open/openServed.ts';
import { usePage } from './app/state/page.ts';
import { createSession } from './app/state/session.ts';
import { connectPipeline } from './app/worker/pipelineClient.ts';
import { spawnSupplied, spawnWorker } from './app/worker/spawnWorker.ts';

const pipeline = connectPipeline({ plain: spawnWorker, supplied: spawnSupplied }, (notice) =>
  usePage.setState({ notice }),
);
const session = createSession(pipeline, () => import('./report/index.ts'));
const root = document.getElementById('root');
void openServed(session, location.search);
if (root) createRoot(root).render(<App session={session} />);
