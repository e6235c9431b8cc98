import type { ReadFailure } from '../../model/index.ts';
import { Icon } from '../ui/Icon.tsx';
import { Prose } from '../ui/Prose.tsx';
import css from './SlotFailure.module.css';

/** Why a file was refused: what was found, what may be the reason, what to do. Offsets fold out. */
export function SlotFailure({ failure, keeps }: { failure: ReadFailure; keeps: string | null }) {
  const end = failure.message.search(/(?<=[.!?])\s/);
  const found = end < 0 ? failure.message : failure.message.slice(0, end);
  const rest = end < 0 ? '' : failure.message.slice(end + 1);
  return (
    <>
      <div role="alert" className={css.failure}>
        <Icon glyph="warn" />
        <div>
          <b>
            <Prose text={found} />
          </b>
          <p className="muted">
            <Prose text={rest} />
            {failure.readable.length > 0 ? ` Still readable: ${failure.readable.join(', ')}.` : ''}
            {keeps === null ? '' : ` ${keeps} stays open here.`}
          </p>
        </div>
      </div>
      <details className="small">
        <summary className="muted">
          <Icon glyph="right" />
          Where exactly
        </summary>
        <p className={css.where}>
          {failure.file ? `${failure.file}: ` : ''}
          {failure.where ?? 'The file as a whole'}. Code {failure.code}.
        </p>
      </details>
    </>
  );
}
