import { useMedia } from '../ui/useMedia.ts';

/** Height of a row: two lines on narrow screens, taller for fingers. The style sheet uses the same figures. */
export function useRowHeight(): number {
  const narrow = useMedia('(max-width: 700px)');
  const coarse = useMedia('(pointer: coarse)');
  if (narrow) return 54;
  return coarse ? 40 : 28;
}
