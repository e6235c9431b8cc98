import { pickFiles } from '../open/FileInputs.tsx';
import { endIdentity, treatAsIdentity } from '../state/identity.ts';
import { usePage } from '../state/page.ts';
import { useSession } from '../state/SessionContext.ts';
import { Button } from '../ui/Button.tsx';
import css from './StandInButtons.module.css';

/** What can be done about a layer whose code no file holds. `layers` are its names, one per side. */
export function StandInButtons({ layers }: { layers: readonly string[] }) {
  const session = useSession();
  const identity = usePage((page) => page.identity);
  const treated = layers.some((layer) => identity.includes(layer));
  return (
    <span className={css.buttons}>
      {treated ? (
        <Button onClick={() => void endIdentity(session, layers)}>No longer treat as identity</Button>
      ) : (
        <Button onClick={() => void treatAsIdentity(session, layers)}>Treat as identity</Button>
      )}
      <Button icon="file" onClick={() => pickFiles('custom')}>
        Supply custom layers…
      </Button>
    </span>
  );
}
