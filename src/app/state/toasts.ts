import { usePage } from './page.ts';
import type { Toast } from './Toast.ts';

let last = 0;

/** Shows a toast; at most two at a time. */
export function toast(text: string, action?: Toast['action']): void {
  last += 1;
  const id = last;
  usePage.setState((page) => ({
    toasts: [...page.toasts, { id, text, ...(action ? { action } : {}) }].slice(-2),
  }));
}

/** Takes a toast away. */
export function dismissToast(id: number): void {
  usePage.setState((page) => ({ toasts: page.toasts.filter((entry) => entry.id !== id) }));
}

/** Copies text and says so. */
export async function copy(text: string, says: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(says);
  } catch {
    toast('The browser does not allow copying here. Select the text and copy it by hand.');
  }
}
