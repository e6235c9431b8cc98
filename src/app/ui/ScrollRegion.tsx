import type { ReactNode } from 'react';

/** A named part that scrolls by itself, so the keyboard must reach it. */
export function ScrollRegion(props: { label: string; className?: string | undefined; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without a tab stop it could not be scrolled by key
    <section className={props.className} aria-label={props.label} tabIndex={0}>
      {props.children}
    </section>
  );
}
