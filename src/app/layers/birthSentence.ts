import { figure } from '../ui/figures.ts';
import { STATE_LOOK } from '../ui/stateLook.ts';
import type { GridRow } from './gridRows.ts';

/** What a row's state means, in one or two sentences with its figures. */
export function birthSentence(row: GridRow): string {
  if (row.block) return 'A block: its layers follow. The errors are the largest of its layers.';
  const { own, input, out } = row.errors;
  switch (row.state) {
    case 'equal':
      return 'Its outputs are the same in both models.';
    case 'noise':
      return `Its outputs differ by ${figure(out)}, which is float noise: A differs from itself as much on another backend.`;
    case 'born':
      return `Its inputs are as good as equal (${figure(input)}). Its output is not (${figure(own)} by itself). The difference starts here.`;
    case 'inherited':
      return `By itself it adds ${figure(own)}. What differs at its output (${figure(out)}) came in with its inputs.`;
    case 'amplified':
      return `Its output error (${figure(out)}) is at least ten times what comes in (${figure(input)}).`;
    case 'absorbed':
      return `It makes the difference smaller: ${figure(input)} comes in, ${figure(out)} goes out.`;
    case 'not-run':
      return row.run?.because ?? 'It was not run.';
    case 'only-a':
      return 'B has no such layer.';
    case 'only-b':
      return 'A has no such layer.';
    case 'moved':
      return 'Its values are found elsewhere in the other file.';
    default:
      return `By the files, this layer is ${STATE_LOOK[row.state].word}.`;
  }
}
