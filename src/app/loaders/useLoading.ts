import { useEffect, useState } from 'react';
import type { LoadingReport, Pipeline, Result } from '../../pipeline/index.ts';
import { usePage } from '../state/page.ts';
import { useSession } from '../state/SessionContext.ts';

/** The Keras that loads; `null` is the one that wrote the model. */
export type ChosenKeras = Parameters<Pipeline['loading']>[1];

/** Whether the routes are known: still asked for, here, or why not. */
export type LoadingState =
  | { readonly step: 'asking' }
  | { readonly step: 'unavailable' }
  | { readonly step: 'here'; readonly result: Result<LoadingReport> };

/** Asks what every route would do. A report that was opened alone has no files to ask about. */
export function useLoading(from: 'a' | 'b', keras: ChosenKeras): LoadingState {
  const session = useSession();
  const alone = usePage((page) => page.comparison.step === 'opened');
  const [state, setState] = useState<LoadingState>({ step: 'asking' });
  useEffect(() => {
    if (alone) {
      setState({ step: 'unavailable' });
      return;
    }
    let wanted = true;
    void session.loading(from, keras).then((result) => {
      if (wanted) setState({ step: 'here', result });
    });
    return () => {
      wanted = false;
    };
  }, [session, alone, from, keras]);
  return state;
}
