// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be placed by a virtual list
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its row (aria-activedescendant)
import type { ComponentProps } from 'react';

/** A group of rows: head or body. */
export function RowGroup(props: ComponentProps<'div'>) {
  return <div role="rowgroup" {...props} />;
}

/** A row of a grid. */
export function Row(props: ComponentProps<'div'>) {
  return <div role="row" {...props} />;
}

/** A cell. */
export function Cell(props: ComponentProps<'span'>) {
  return <span role="gridcell" {...props} />;
}

/** A column's name. */
export function ColumnHeader(props: ComponentProps<'span'>) {
  return <span role="columnheader" {...props} />;
}
