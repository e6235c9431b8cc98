import { checkContext } from './backends.ts';

/** Keeps a long run polite: lets events through, hears the cancel button, notices a lost GPU. */
export class Pace {
  readonly #signal: AbortSignal | undefined;
  #last = performance.now();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  /** Call between nodes. Rejects when the run was cancelled or the GPU is gone. */
  async breathe(): Promise<void> {
    this.#signal?.throwIfAborted();
    checkContext();
    if (performance.now() - this.#last < 50) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.#last = performance.now();
    this.#signal?.throwIfAborted();
  }
}
