/** A layer's path of names inside its model: `encoder/dense_1`. */
export type LayerId = string;

/** A variable's true name: layer path and Keras' own names below it, `bi/forward_lstm/lstm_cell/kernel`. Unique in a model. */
export type VariableId = string;
