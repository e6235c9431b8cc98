import type { Finding } from '../Finding.ts';

/** What is told of weights that are not the same. */
export interface OtherStory {
  readonly cause: string;
  readonly slug: string;
  readonly grade: Finding['grade'];
  /** Empty: the layers are named. */
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
}

export const OTHER_CHECKPOINT: OtherStory = {
  cause: 'C14',
  slug: 'other-checkpoint',
  grade: 'likely',
  title: 'B is another training state of the same model',
  why: 'They point the same way but are not equal, as after some more training steps.',
  remedy:
    'Check which checkpoint was saved: best or last epoch, `monitor` and `mode`, an older file under the same name.',
};

const LOAD_LAST =
  'Load weights after building the model and after any initialisation; compare get_weights() before and after.';

export const UNRELATED: OtherStory = {
  cause: 'C11',
  slug: 'reinitialised',
  grade: 'likely',
  title: 'B’s weights have nothing to do with A’s',
  why: 'They are unrelated, as after a fresh initialisation: loading may never have happened, or was undone.',
  remedy: LOAD_LAST,
};

export const INITIAL: OtherStory = {
  cause: 'C11',
  slug: 'reinitialised',
  grade: 'likely',
  title: 'B’s weights are those of a fresh initialisation',
  why: 'They look as their initialisers leave them: nothing was loaded into these layers, or it was undone.',
  remedy: LOAD_LAST,
};

export const STATISTICS: OtherStory = {
  cause: 'C49',
  slug: 'batchnorm-statistics',
  grade: 'likely',
  title: 'Only BatchNormalization’s moving statistics differ',
  why: 'Nothing but moving means and variances differs in these layers, as after further batches in training mode, or after they were reset.',
  remedy:
    'Carry over all of get_weights(), not only the trainable weights; save after training ended, and do not call the model with training=True before saving.',
};

export const NORMALIZATION: OtherStory = {
  cause: 'C38',
  slug: 'normalization-state',
  grade: 'likely',
  title: '',
  why: 'Normalization learns its mean and variance by adapt(), not by training: B’s come from other data, or were never set.',
  remedy:
    'Adapt on the training data alone, before the model is saved, and never again; or copy the statistics: set_weights(a.get_weights()), then finalize_state().',
};

export const SKIPPED_BY_NAME: OtherStory = {
  cause: 'C01',
  slug: 'by-name-skip',
  grade: 'likely',
  title: '',
  why: 'A load by name writes every other variable just as B holds it, and leaves these alone without a message.',
  remedy:
    'Give every layer an explicit name, or load by position when the architecture is the same; compare get_weights() before and after.',
};

export const SKIPPED_MISMATCH: OtherStory = {
  cause: 'C02',
  slug: 'skip-mismatch',
  grade: 'likely',
  title: '',
  why: 'A load with skip_mismatch=True writes every other variable just as B holds it, and leaves these alone with a warning.',
  remedy:
    'Leave skip_mismatch out, or train the layers that the warning names; rebuild the model with the shapes that it was saved with.',
};

export const STOPPED: OtherStory = {
  cause: 'C04',
  slug: 'rebuilt-order',
  grade: 'likely',
  title: 'Loading raised an error and left weights as they were',
  why: 'Such a load raises an error on the way and leaves what it had written by then: where the error was caught, the rest kept the values it had.',
  remedy:
    'Do not go on after load_weights has raised: build the model as it was when the weights were saved, and load again.',
};

export const PARTLY_RESTORED: OtherStory = {
  cause: 'C07',
  slug: 'checkpoint-partial',
  grade: 'likely',
  title: '',
  why: 'Restoring a checkpoint follows the names of attributes and leaves alone, without a message, what the file has under none of them.',
  remedy:
    'Restore into the model as it was built when the checkpoint was written, and call assert_consumed() on what restoring returns.',
};

export const LOCAL: OtherStory = {
  cause: 'C01',
  slug: 'by-name-skip',
  grade: 'possible',
  title: '',
  why: 'The other layers are equal, so these were skipped when loading, or changed afterwards.',
  remedy:
    'Look for names that did not match with by_name=True, for skip_mismatch=True, and for training after saving.',
};
