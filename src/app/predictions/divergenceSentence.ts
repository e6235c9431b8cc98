import type { RunRow } from '../../run/index.ts';
import { figure } from '../ui/figures.ts';
import type { DivergencePoint } from './divergencePoints.ts';

/** What the chart shows, in a sentence: where a gap is born, where it comes in, or where none can be measured. */
export function divergenceSentence(points: readonly DivergencePoint[], rows: readonly RunRow[]): string {
  const born = points.find((point) => point.born);
  if (born) return `Below the noise floor until ${born.name}, where it rises to ${figure(born.error)}.`;
  const above = points.find(({ error, floor }) => error > floor);
  if (above)
    return `Above the noise floor from ${above.name} on (${figure(above.error)}). No layer adds it by itself.`;
  const unlike = rows.find(({ verdict, relative }) => verdict === 'born' && relative === null);
  if (unlike)
    return `Inside the noise floor up to ${unlike.a ?? unlike.b}. ${unlike.because ?? 'No gap can be measured there.'}`;
  return points.length === 0
    ? 'No layer ran in both models.'
    : 'Inside the noise floor in every layer that ran.';
}
