/** A short message about something that was done. Never an error. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  /** What can be done about it. */
  readonly action?: { readonly name: string; run(): void };
}
