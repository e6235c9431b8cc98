import type { Purpose } from '../../model/index.ts';

/** What optimizers of TensorFlow 1 call the state that they keep for a variable; a number follows a second one. */
const SLOT =
  /^(Adam|AdaMax|Adagrad|AdagradDA|Adadelta|Ftrl|Momentum|RMSProp|LARS|LAMB|ProximalAdagrad|accum_grad|adam_m|adam_v|m|v|vhat|momentum|rms|mg|accumulator|accum_var)(_\d+)?$/;
const STATE = /(^|\/)(beta[12]_power|AdamAsync|loss_scale|good_steps|current_loss_scale)(_\d+)?$/;
/** tf.keras in graph mode names the optimizer's variables below its own name. */
const TRAINING = /^(training|training_\d+)\//;
const SETTINGS = /(^|\/)(iter|iterations|beta_1|beta_2|decay|learning_rate|rho)(_\d+)?$/;
const OPTIMIZERS = /^(Adam|Adamax|Nadam|SGD|RMSprop|Adagrad|Adadelta|Ftrl|AdamW|Lion)(_\d+)?\//;
const COUNTER = /(^|\/)(global_step|save_counter)(_\d+)?$/;
const AVERAGE = /\/ExponentialMovingAverage(_\d+)?$/;

/**
 * What a variable is for, by its name alone, as checkpoints of TensorFlow 1 know it. A slot carries the name of its variable
 * and its own (`dense/kernel/Adam_1`), so `has` must know the variable.
 */
export function purposeOfName(name: string, has: (name: string) => boolean): Purpose {
  if (COUNTER.test(name)) return 'counter';
  if (AVERAGE.test(name)) return 'other';
  if (STATE.test(name) || TRAINING.test(name)) return 'optimizer';
  if (OPTIMIZERS.test(name) && (SETTINGS.test(name) || isSlot(name))) return 'optimizer';
  const cut = name.lastIndexOf('/');
  return cut > 0 && SLOT.test(name.slice(cut + 1)) && has(name.slice(0, cut)) ? 'optimizer' : 'weight';
}

const isSlot = (name: string): boolean => SLOT.test(name.slice(name.lastIndexOf('/') + 1));
