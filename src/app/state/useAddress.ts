import { useEffect } from 'react';
import { backendFrom, fromHash, toHash } from './address.ts';
import { usePage } from './page.ts';

/** Keeps the address and the view the same, both ways. Tabs and opened variables are steps that "back" undoes. */
export function useAddress(): void {
  useEffect(() => {
    usePage.setState((page) => ({
      view: fromHash(location.hash),
      choices: { ...page.choices, backend: backendFrom(location.search) },
    }));
    const onHash = () => {
      if (/^(#v=|#?$)/.test(location.hash)) usePage.setState({ view: fromHash(location.hash) });
    };
    addEventListener('popstate', onHash);
    const stop = usePage.subscribe((page, before) => {
      if (page.view === before.view) return;
      const hash = toHash(page.view);
      if (hash === location.hash) return;
      const target = `${location.pathname}${location.search}${hash}`;
      const step = page.view.tab !== before.view.tab || page.view.variable !== before.view.variable;
      if (step) history.pushState(null, '', target);
      else history.replaceState(null, '', target);
    });
    return () => {
      removeEventListener('popstate', onHash);
      stop();
    };
  }, []);
}
