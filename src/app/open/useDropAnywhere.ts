import { useEffect, useState } from 'react';
import type { ReadFailure } from '../../model/index.ts';
import type { Slot } from '../../pipeline/index.ts';
import { useSession } from '../state/SessionContext.ts';
import { droppedFiles } from './droppedFiles.ts';
import { takeFiles } from './takeFiles.ts';

/** What a drag would fall on: a slot, the page, or nothing is being dragged. */
export type DropTarget = Slot | 'page' | null;

const NO_FILES: ReadFailure = {
  code: 'not-a-model',
  message: 'The folder is empty. Choose the folder that the model was saved into.',
  file: null,
  where: null,
  readable: [],
};

/** Takes files dropped or pasted anywhere on the page. */
export function useDropAnywhere(): DropTarget {
  const session = useSession();
  const [target, setTarget] = useState<DropTarget>(null);
  useEffect(() => {
    const slotAt = (event: Event): Slot | null => {
      const element =
        event.target instanceof Element ? event.target.closest<HTMLElement>('[data-drop]') : null;
      return (element?.dataset.drop as Slot | undefined) ?? null;
    };
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setTarget(slotAt(event) ?? 'page');
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setTarget(null);
    };
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer || !carriesFiles(event)) return;
      event.preventDefault();
      setTarget(null);
      const onto = slotAt(event);
      const name = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()?.name)[0];
      void droppedFiles(event.dataTransfer).then((files) => {
        if (files.length === 0 && name !== undefined) session.refuse(onto ?? 'a', name, NO_FILES);
        return takeFiles(session, files, onto);
      });
    };
    const paste = (event: ClipboardEvent) => {
      if (!event.clipboardData || event.clipboardData.files.length === 0) return;
      void droppedFiles(event.clipboardData).then((files) => takeFiles(session, files, null));
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    addEventListener('paste', paste);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
      removeEventListener('paste', paste);
    };
  }, [session]);
  return target;
}
