/** Names that Keras itself gives to variables and to what holds them inside a layer: they give nothing away. */
export const KERAS_PARTS: ReadonlySet<string> = new Set(
  `kernel bias recurrent_kernel gamma beta moving_mean moving_variance embeddings alpha scale mean variance count
depthwise_kernel pointwise_kernel query key value attention_output seed_generator seed_generator_state
forward_layer backward_layer lstm_cell gru_cell simple_rnn_cell cell cells layer query_dense key_dense value_dense output_dense
lora_kernel_a lora_kernel_b kernel_scale embeddings_scale vector_u sn_u iteration learning_rate`.split(/\s+/),
);
