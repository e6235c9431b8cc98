import type { Progress } from '../pipeline/index.ts';
import { visible } from '../report/index.ts';

/** Shows progress on standard error, one line that overwrites itself, on a terminal only. */
export function progressLine(): { show(progress: Progress): void; clear(): void } {
  if (!process.stderr.isTTY) return { show: () => undefined, clear: () => undefined };
  return {
    show: ({ says }) => {
      process.stderr.write(`\r\x1b[2K${visible(says)}`);
    },
    clear: () => {
      process.stderr.write('\r\x1b[2K');
    },
  };
}
