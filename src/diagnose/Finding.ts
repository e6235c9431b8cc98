/** How sure a finding is. `proven`: undoing it makes the predictions agree, or the bytes allow no other reading. */
export type Grade = 'proven' | 'likely' | 'possible' | 'ask';

/** Something measured, with its figures, that anybody can check. */
export interface Evidence {
  /** One plain sentence. */
  readonly says: string;
  /** What it was measured on: layer or variable paths, a file. */
  readonly on: readonly string[];
  readonly figures: Readonly<Record<string, number | string>>;
}

/** A cause, how sure, how it is known and what to do. */
export interface Finding {
  /** `C04` */
  readonly cause: string;
  /** `rebuilt-order` */
  readonly slug: string;
  readonly grade: Grade;
  /** Part of the output gap that undoing it removes, 0…1; null when that was not replayed. */
  readonly share: number | null;
  readonly title: string;
  readonly explanation: string;
  /** Layer or variable paths. */
  readonly where: readonly string[];
  readonly evidence: readonly Evidence[];
  /** `code` is Python that the user can paste. */
  readonly fix: { readonly text: string; readonly code: string | null };
  readonly repair: 'available' | 'not-needed' | 'impossible';
}

/** A cause that was looked for and is not it, or a difference that cannot matter. */
export interface RuledOut {
  readonly cause: string;
  readonly because: string;
}
