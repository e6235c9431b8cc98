import { useEffect, useState } from 'react';
import type { ModelInside, Result, VariableDetail } from '../../pipeline/index.ts';
import { usePage } from '../state/page.ts';
import { useSession } from '../state/SessionContext.ts';
import { openIn } from '../state/slots.ts';

/** What was asked of the worker; null until it answers. */
type Asked<T> = Result<T> | null;

/** What the file in a slot holds; asked again when another file is opened there. Null without a slot. */
export function useInside(slot: 'a' | 'b' | null): Asked<ModelInside> {
  const session = useSession();
  const opened = usePage((page) => (slot === null ? null : openIn(page.slots[slot])?.opened));
  const [inside, setInside] = useState<Asked<ModelInside>>(null);
  useEffect(() => {
    setInside(null);
    if (slot === null || !opened) return;
    let wanted = true;
    void session.inside(slot).then((result) => {
      if (wanted) setInside(result);
    });
    return () => {
      wanted = false;
    };
  }, [session, slot, opened]);
  return inside;
}

/** The values of one stored tensor. */
export function useStored(slot: 'a' | 'b', variable: string): Asked<VariableDetail> {
  const session = useSession();
  const [detail, setDetail] = useState<Asked<VariableDetail>>(null);
  useEffect(() => {
    let wanted = true;
    setDetail(null);
    void session.stored(slot, variable).then((result) => {
      if (wanted) setDetail(result);
    });
    return () => {
      wanted = false;
    };
  }, [session, slot, variable]);
  return detail;
}
