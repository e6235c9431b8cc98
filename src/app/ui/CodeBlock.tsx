import { Button } from './Button.tsx';
import css from './CodeBlock.module.css';
import { ScrollRegion } from './ScrollRegion.tsx';

/** Code that the reader takes along. */
export function CodeBlock({
  code,
  label,
  onCopy,
}: {
  code: string;
  label: string;
  onCopy: (code: string) => void;
}) {
  return (
    <div className={css.code}>
      <ScrollRegion label={label} className={css.scroll}>
        <pre translate="no">
          <code>{code}</code>
        </pre>
      </ScrollRegion>
      <Button look="quiet" icon="copy" aria-label={`Copy: ${label}`} onClick={() => onCopy(code)} />
    </div>
  );
}
