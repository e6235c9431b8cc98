import { type ReactNode, useMemo } from 'react';
import type { InsideVariable, ModelInside } from '../../pipeline/index.ts';
import { bytes, count } from '../ui/figures.ts';
import { Name } from '../ui/Name.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { FileInside } from './FileInside.tsx';
import css from './InsideScreen.module.css';
import { PickList } from './PickList.tsx';
import { StoredValues } from './StoredValues.tsx';

/** The stored tensors of one file: weights first, then those of the optimizer. */
export function StoredInside(props: {
  slot: 'a' | 'b';
  inside: ModelInside;
  filter: string;
  onFilter: (filter: string) => void;
  switcher: ReactNode;
  variable: string | null;
  onVariable: (id: string | null) => void;
}) {
  const { inside, filter } = props;
  const rows = useMemo(() => {
    const needle = filter.trim().toLowerCase();
    return inside.variables.filter(({ id, place }) => `${id}\n${place}`.toLowerCase().includes(needle));
  }, [inside, filter]);
  const at = rows.findIndex(({ id }) => id === props.variable);
  const picked = rows[at] ?? inside.variables.find(({ id }) => id === props.variable);
  return (
    <div className={css.views}>
      <div className={css.tools}>
        {props.switcher}
        <div className={css.filter}>
          <SearchField label="Filter by name or place" value={filter} onChange={props.onFilter} />
        </div>
        <span className="muted small" role="status">
          {filter === ''
            ? sumWords(inside)
            : `${count(rows.length)} of ${count(inside.variables.length)} tensors`}
        </span>
      </div>
      {rows.length === 0 ? (
        <p className={css.empty}>
          {filter === '' ? 'The file holds no values.' : `No tensor matches “${filter}”.`}
        </p>
      ) : (
        <PickList
          label="Stored tensors"
          count={rows.length}
          selected={at < 0 ? null : at}
          onSelect={(index) => props.onVariable(rows[index]?.id ?? null)}
          head={
            <>
              <span className={css.name}>Tensor</span>
              <span className={css.type}>Type</span>
              <span className={css.shape}>Shape</span>
            </>
          }
          line={(index) => {
            const variable = rows[index] as InsideVariable;
            const shape = variable.shape.join(' × ') || 'scalar';
            const purpose = variable.purpose === 'weight' ? '' : variable.purpose;
            return {
              key: variable.id,
              says: [variable.id, purpose, shape, variable.dtype].filter(Boolean).join(', '),
              content: (
                <>
                  <span className={css.name}>
                    <Name text={variable.id} />
                    {purpose === '' ? null : <span className={css.output}>{purpose}</span>}
                  </span>
                  <span className={css.type}>{variable.dtype}</span>
                  <span className={css.shape}>{shape}</span>
                </>
              ),
            };
          }}
        />
      )}
      {picked ? (
        <StoredValues key={picked.id} slot={props.slot} variable={picked} />
      ) : (
        <FileInside slot={props.slot} inside={inside} />
      )}
    </div>
  );
}

function sumWords({ variables }: ModelInside): string {
  const weights = variables.filter(({ purpose }) => purpose === 'weight');
  const others = variables.length - weights.length;
  const size = weights.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const rest = others === 0 ? '' : `, ${count(others)} of the optimizer, metrics and others`;
  return `${count(weights.length)} weights, ${bytes(size)}${rest}`;
}
