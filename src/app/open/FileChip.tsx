import { DropdownMenu } from 'radix-ui';
import { lookInside, overlay } from '../state/page.ts';
import { useSession } from '../state/SessionContext.ts';
import { Icon } from '../ui/Icon.tsx';
import { Name } from '../ui/Name.tsx';
import { Side } from '../ui/Side.tsx';
import css from './FileChip.module.css';
import { pickFiles } from './FileInputs.tsx';

/** An opened file in the top bar; a press shows what can be done with it. */
export function FileChip(props: {
  slot: 'a' | 'b' | 'reference';
  name: string;
  meta: string;
  busy: boolean;
  failed: boolean;
  readOnly: boolean;
}) {
  const session = useSession();
  const { slot, name, readOnly } = props;
  const label = (
    <>
      <Side of={slot} />
      <Name text={name} strong />
      <span className={css.meta}>{props.busy ? 'reading' : props.meta}</span>
      {props.failed ? (
        <span className={css.failed}>
          <Icon glyph="warn" /> could not be replaced
        </span>
      ) : null}
    </>
  );
  if (readOnly) return <span className={css.chip}>{label}</span>;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={css.chip} data-drop={slot}>
        {label}
        <span className="sr">File menu</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={css.menu} align="start" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.Item onSelect={() => pickFiles(slot)}>
            <Icon glyph="file" />
            Replace with a file
          </DropdownMenu.Item>
          {slot === 'reference' ? null : (
            <DropdownMenu.Item onSelect={() => pickFiles(slot, true)}>
              <Icon glyph="folder" />
              Replace with a folder
            </DropdownMenu.Item>
          )}
          {slot === 'reference' ? null : (
            <DropdownMenu.Item onSelect={() => lookInside(slot)}>
              <Icon glyph="search" />
              Look inside
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Item onSelect={() => overlay('files')}>
            <Icon glyph="more" />
            Files and inputs
          </DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => void session.remove(slot)}>
            <Icon glyph="close" />
            Remove
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
