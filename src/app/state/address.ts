import type { Backend } from '../../run/index.ts';
import { FIRST_VIEW, type View } from './page.ts';
import { TABS } from './tabs.ts';

/** The view as the part of the address behind `#`. Only what differs from a fresh view is written. */
export function toHash(view: View): string {
  const out = new URLSearchParams();
  if (view.tab !== FIRST_VIEW.tab) out.set('tab', view.tab);
  if (view.layer !== null) out.set('layer', view.layer);
  if (view.filter !== '') out.set('filter', view.filter);
  if (view.only) out.set('only', '1');
  if (view.state !== FIRST_VIEW.state) out.set('state', view.state);
  if (view.variable !== null) out.set('variable', view.variable);
  if (view.sample !== null) out.set('sample', String(view.sample));
  const text = out.toString().replaceAll('%2F', '/');
  return text === '' ? '' : `#v=1&${text}`;
}

/** The view that an address asks for; what it does not say, or says in an unknown version, is as in a fresh view. */
export function fromHash(hash: string): View {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  if (said.get('v') !== '1') return FIRST_VIEW;
  const sample = Number.parseInt(said.get('sample') ?? '', 10);
  return {
    tab: TABS.find((tab) => tab === said.get('tab')) ?? FIRST_VIEW.tab,
    layer: said.get('layer'),
    filter: said.get('filter') ?? '',
    only: said.get('only') === '1',
    state: said.get('state') ?? FIRST_VIEW.state,
    variable: said.get('variable'),
    sample: Number.isNaN(sample) ? null : sample,
  };
}

/** The backend that `?backend=` asks for. */
export function backendFrom(search: string): Backend | 'auto' {
  const asked = new URLSearchParams(search).get('backend');
  return (['webgl', 'wasm', 'cpu'] as const).find((backend) => backend === asked) ?? 'auto';
}
