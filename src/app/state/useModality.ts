import { useEffect } from 'react';

/**
 * Marks the root while the pointer is what is used. The browser decides by itself whether a pressed button shows its ring,
 * and shows it after files were dropped or chosen and nothing was pressed yet.
 */
export function useModality(): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    const pointer = () => {
      dataset.pointer = '';
    };
    const keys = () => {
      delete dataset.pointer;
    };
    addEventListener('pointerdown', pointer, true);
    addEventListener('keydown', keys, true);
    return () => {
      removeEventListener('pointerdown', pointer, true);
      removeEventListener('keydown', keys, true);
    };
  }, []);
}
