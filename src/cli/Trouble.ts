import { failureOf } from '../formats/index.ts';
import type { ReadFailure } from '../model/index.ts';

/** A refusal on its way to the exit status, with the file it is about. */
export class Trouble extends Error {
  readonly failure: ReadFailure;

  constructor(failure: ReadFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Does a job that concerns one file: what goes wrong names that file. */
export async function about<T>(file: string, job: () => Promise<T> | T): Promise<T> {
  try {
    return await job();
  } catch (error) {
    throw error instanceof Trouble ? error : new Trouble(failureOf(error, file));
  }
}
