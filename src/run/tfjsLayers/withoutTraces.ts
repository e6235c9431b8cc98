import * as tf from '@tensorflow/tfjs-core';

/** Frees what TensorFlow.js leaves behind: variables of a model that it gave up loading, states of recurrent layers. */
export async function withoutTraces<T>(job: () => Promise<T>): Promise<T> {
  const engine = tf.engine();
  const before = new Set(Object.keys(engine.registeredVariables));
  engine.startScope('tfjs-layers');
  try {
    return await job();
  } finally {
    for (const [name, variable] of Object.entries(engine.registeredVariables))
      if (!before.has(name)) variable.dispose();
    engine.endScope();
  }
}
