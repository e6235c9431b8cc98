import { useEffect } from 'react';
import { useBox } from '../ui/useBox.ts';
import css from './Ruler.module.css';

/** The whole list at a glance: a tick per difference, a box for what is in view. A press jumps. */
export function Ruler(props: {
  ticks: readonly number[];
  total: number;
  first: number;
  last: number;
  onJump: (position: number) => void;
}) {
  const { ticks, total, first, last } = props;
  const [ref, box] = useBox<HTMLDivElement>();
  useEffect(() => {
    const canvas = ref.current?.querySelector('canvas');
    const pen = canvas?.getContext('2d');
    if (!canvas || !pen || box.height === 0) return;
    const scale = devicePixelRatio;
    canvas.width = box.width * scale;
    canvas.height = box.height * scale;
    pen.scale(scale, scale);
    pen.fillStyle = getComputedStyle(canvas).color;
    for (const tick of ticks)
      pen.fillRect(3, Math.round((tick / total) * (box.height - 2)), box.width - 4, 2);
  }, [ref, box, ticks, total]);
  const part = (value: number) => `${(value / total) * 100}%`;
  return (
    <div
      ref={ref}
      className={css.ruler}
      aria-hidden="true"
      onPointerDown={(event) => {
        const rect = event.currentTarget.getBoundingClientRect();
        props.onJump(Math.floor(((event.clientY - rect.top) / rect.height) * total));
      }}
    >
      <canvas />
      <i style={{ top: part(first), height: `max(6px, ${part(last - first + 1)})` }} />
    </div>
  );
}
