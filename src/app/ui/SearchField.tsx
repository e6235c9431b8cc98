import type { Ref } from 'react';
import css from './Field.module.css';
import { Icon } from './Icon.tsx';

/** A filter: what is typed narrows the list at once. Escape clears it. */
export function SearchField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onDone?: () => void;
  fieldRef?: Ref<HTMLInputElement>;
}) {
  return (
    <label className={css.field}>
      <Icon glyph="search" />
      <input
        ref={props.fieldRef}
        type="search"
        aria-label={props.label}
        placeholder={props.label}
        value={props.value}
        data-filter=""
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && props.value !== '') {
            event.stopPropagation();
            props.onChange('');
          } else if (event.key === 'Escape' || event.key === 'Enter') props.onDone?.();
        }}
      />
    </label>
  );
}
