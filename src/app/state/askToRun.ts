import type { AskedModule } from './AskedModule.ts';
import { usePage } from './page.ts';

/** Asks the user whether a module may run. Nothing of it runs before the answer. */
export function askToRun(module: AskedModule): void {
  usePage.setState({ asked: module, overlay: 'custom' });
}
