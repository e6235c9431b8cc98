/** Why a file was refused. */
export type ReadErrorCode =
  | 'not-a-model'
  | 'truncated'
  | 'corrupt'
  | 'missing-part'
  | 'unsupported-version'
  | 'unsupported-feature'
  | 'too-large';

/** The facts of a refusal, as plain data: classes do not survive the way out of a worker. */
export interface ReadFailure {
  readonly code: string;
  /** What was expected, what was found, and what to do. For the user. */
  readonly message: string;
  readonly file: string | null;
  /** Offset, object path or zip entry; folded out under "Where exactly". */
  readonly where: string | null;
  /** What could still be read. */
  readonly readable: readonly string[];
}

/** Where a failure lies after which nothing that WebAssembly holds can be trusted. */
export const TRAP = 'WebAssembly';

/** Longest run without a blank in a message or a place: names in a file may have millions of letters. */
const LONGEST = 160;
const MOST = 2000;

/** A text of which a file made a part, short enough to be read: of long names only their ends are left. */
function readable(text: string): string {
  const short = text
    .slice(0, 100 * MOST)
    .replace(/\S{161,}/gu, (name) => `${name.slice(0, LONGEST - 41)}…${name.slice(-40)}`);
  return short.length > MOST ? `${short.slice(0, MOST)}…` : short;
}

/** The one error that readers throw on purpose. */
export class ReadError extends Error {
  readonly code: ReadErrorCode;
  readonly where: string | null;

  constructor(code: ReadErrorCode, message: string, where: string | null = null, cause?: unknown) {
    super(readable(message), cause === undefined ? undefined : { cause });
    this.name = 'ReadError';
    this.code = code;
    this.where = where === null ? null : readable(where);
  }
}
