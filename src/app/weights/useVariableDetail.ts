import { useEffect, useState } from 'react';
import type { Result, VariableDetail } from '../../pipeline/index.ts';
import { usePage } from '../state/page.ts';
import { useSession } from '../state/SessionContext.ts';

/** Whether the values of a variable are at hand: still read, here, or why not. */
export type DetailState =
  | { readonly step: 'reading' }
  | { readonly step: 'unavailable' }
  | { readonly step: 'here'; readonly result: Result<VariableDetail> };

/** Reads a variable's values. A report that was opened alone has no files to read from. */
export function useVariableDetail(row: number, compareWith: string | null): DetailState {
  const session = useSession();
  const alone = usePage((page) => page.comparison.step === 'opened');
  const [state, setState] = useState<DetailState>({ step: 'reading' });
  useEffect(() => {
    if (alone) {
      setState({ step: 'unavailable' });
      return;
    }
    let wanted = true;
    setState({ step: 'reading' });
    void session.variable(row, compareWith ?? undefined).then((result) => {
      if (wanted) setState({ step: 'here', result });
    });
    return () => {
      wanted = false;
    };
  }, [session, alone, row, compareWith]);
  return state;
}
