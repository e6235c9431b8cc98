# Layers with 16-bit dtype policies, alone and in a row; compared within two places of the type.
POLICIES = ["mixed_float16", "mixed_bfloat16", "float16", "bfloat16"]
for policy in POLICIES:
    layer(f"{policy} dense", (5,), lambda: L.Dense(4, activation="tanh", dtype=policy))
    layer(f"{policy} dense softmax", (5,), lambda: L.Dense(4, activation="softmax", dtype=policy))
    layer(f"{policy} conv2d", (5, 5, 2), lambda: L.Conv2D(3, 3, activation="relu", dtype=policy))
    layer(f"{policy} depthwise", (5, 5, 2), lambda: L.DepthwiseConv2D(3, padding="same", dtype=policy))
    layer(f"{policy} separable", (5, 5, 2), lambda: L.SeparableConv2D(3, 2, dtype=policy))
    layer(f"{policy} conv1d transpose", (4, 2), lambda: L.Conv1DTranspose(3, 3, strides=2, dtype=policy))
    layer(f"{policy} batch normalization", (4, 3), lambda: L.BatchNormalization(dtype=policy))
    layer(f"{policy} layer normalization", (4, 3), lambda: L.LayerNormalization(dtype=policy))
    layer(f"{policy} embedding", (4,), lambda: L.Embedding(7, 3, dtype=policy))
    layer(f"{policy} max pooling", (6, 2), lambda: L.MaxPooling1D(2, dtype=policy))
    # Values of tanh fill every place of the type, so that a mean depends on the order in which it was added up.
    def filled(x, mean):
        return mean(L.Activation("tanh", dtype=policy)(x))
    for size, channels in ((3, 3), (5, 9), (5, 20), (4, 16)):
        case(f"{policy} mean of {size} x {size}, {channels} channels", [(size, size, channels)], lambda x: filled(x, L.GlobalAveragePooling2D(dtype=policy)))
    case(f"{policy} mean of rows", [(19, 8)], lambda x: filled(x, L.GlobalAveragePooling1D(dtype=policy)))
    case(f"{policy} mean of volumes", [(3, 2, 3, 8)], lambda x: filled(x, L.GlobalAveragePooling3D(dtype=policy, keepdims=True)))
    case(f"{policy} mean, channels first", [(3, 9, 9)], lambda x: filled(x, L.GlobalAveragePooling2D(dtype=policy, data_format="channels_first")))
    case(f"{policy} mean of one channel", [(41, 40, 1)], lambda x: filled(x, L.GlobalAveragePooling2D(dtype=policy)))
    case(f"{policy} mean with a mask", [(21, 8)], lambda x: filled(L.Masking(dtype=policy)(x), L.GlobalAveragePooling1D(dtype=policy)))
    layer(f"{policy} activation", (6,), lambda: L.Activation("sigmoid", dtype=policy))
    layer(f"{policy} softmax", (19,), lambda: L.Softmax(dtype=policy))
    layer(f"{policy} dense softmax of many", (30,), lambda: L.Dense(40, activation="softmax", dtype=policy))
    layer(f"{policy} leaky relu", (6,), lambda: L.LeakyReLU(dtype=policy))
    layer(f"{policy} rescaling", (6,), lambda: L.Rescaling(1 / 3, 0.1, dtype=policy))
    case(f"{policy} add", [(6,), (6,)], lambda x, y: L.Add(dtype=policy)([x, y]))
    case(f"{policy} concatenate", [(6,), (2,)], lambda x, y: L.Concatenate(dtype=policy)([x, y]))
    case(f"{policy} then float32", [(5,)], lambda x: L.Dense(2, dtype="float32")(L.Dense(3, activation="relu", dtype=policy)(x)))
    if K3:
        case(f"{policy} operators", [(6,)], lambda x: keras.ops.exp(L.Activation("tanh", dtype=policy)(x)) * 0.3)
        case(f"{policy} cast", [(6,)], lambda x: keras.ops.cast(keras.ops.cast(x, policy.replace("mixed_", "")) * 3, "float32") * 0.1)
    for kind in ("SimpleRNN", "GRU", "LSTM"):
        layer(f"{policy} {kind}", (4, 3), lambda: getattr(L, kind)(3, return_sequences=True, dtype=policy))
    layer(f"{policy} bidirectional", (4, 3), lambda: L.Bidirectional(L.GRU(2, dtype=policy), dtype=policy))
    case(f"{policy} attention", [(4, 6)], lambda x: L.MultiHeadAttention(2, 3, dtype=policy)(x, x))
