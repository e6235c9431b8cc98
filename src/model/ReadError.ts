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

/** The one error that readers throw on purpose. */
export class ReadError extends Error {
  readonly code: ReadErrorCode;
  readonly where: string | null;

  constructor(code: ReadErrorCode, message: string, where: string | null = null, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ReadError';
    this.code = code;
    this.where = where;
  }
}
