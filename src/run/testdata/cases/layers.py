# Read by make.py: one line per class and option.
for act in ["relu", "elu", "selu", "sigmoid", "tanh", "softmax", "softplus", "softsign", "exponential", "hard_sigmoid", "gelu", "swish", "mish", "linear"]:
    layer(f"activation {act}", (4, 3), lambda: L.Activation(act))
if K3:
    for act in ["relu6", "leaky_relu", "silu", "hard_silu", "hard_tanh", "hard_shrink", "soft_shrink", "tanh_shrink", "celu", "glu", "log_softmax", "log_sigmoid", "squareplus", "sparse_plus", "sparse_sigmoid"]:
        layer(f"activation {act}", (3, 4), lambda: L.Activation(act))
    layer("dense with activation layer", (4,), lambda: L.Dense(3, activation=L.LeakyReLU(negative_slope=0.4)))
layer("dense", (5,), lambda: L.Dense(3, activation="relu"))
layer("dense rank 3 no bias", (3, 5), lambda: L.Dense(2, use_bias=False))
layer("dense rank 4", (2, 3, 4), lambda: L.Dense(3, activation="tanh"))
layer("einsum dense", (3, 4), lambda: L.EinsumDense("abc,cd->abd", output_shape=(None, 5), bias_axes="d"))
layer("einsum dense bias on two", (3, 4), lambda: L.EinsumDense("abc,cde->abde", output_shape=(None, 2, 3), bias_axes="de", activation="relu"))
layer("einsum dense ellipsis", (3, 4), lambda: L.EinsumDense("...x,xy->...y", output_shape=(5,), bias_axes="y"))
layer("einsum dense over time", (3, 4), lambda: L.EinsumDense("abc,bd->adc", output_shape=(5, None), bias_axes="d"))

layer("relu options", (6,), lambda: L.ReLU(max_value=1.0, negative_slope=0.1, threshold=0.2))
layer("relu max", (6,), lambda: L.ReLU(max_value=6.0))
layer("relu slope", (6,), lambda: L.ReLU(negative_slope=0.3))
layer("relu threshold", (6,), lambda: L.ReLU(threshold=0.5))
layer("leaky relu", (6,), lambda: L.LeakyReLU(0.2))
layer("leaky relu default", (6,), lambda: L.LeakyReLU())
layer("prelu", (3, 4), lambda: L.PReLU())
layer("prelu shared", (3, 4, 2), lambda: L.PReLU(shared_axes=[1, 2]))
layer("elu", (6,), lambda: L.ELU(alpha=0.7))
layer("softmax axis 1", (3, 4), lambda: L.Softmax(axis=1))
layer("softmax axes", (3, 4), lambda: L.Softmax(axis=[1, 2]))
case("softmax masked", [(4,), ((4,), "bool")], lambda x, m: L.Softmax()(x, mask=m), values=[None, [[1, 1, 0, 1], [0, 1, 0, 0]]])
if not K3:
    layer("thresholded relu", (6,), lambda: L.ThresholdedReLU(theta=0.4))

for pad in ["valid", "same"]:
    for k, s, d in [(3, 1, 1), (2, 2, 1), (3, 1, 2), (1, 2, 1), (1, 3, 1), (4, 3, 1)]:
        layer(f"conv1d {pad} k{k} s{s} d{d}", (9, 2), lambda: L.Conv1D(3, k, strides=s, dilation_rate=d, padding=pad))
    for k, s, d in [((3, 3), (1, 1), (1, 1)), ((2, 3), (2, 2), (1, 1)), ((3, 2), (1, 1), (2, 1)), ((1, 3), (2, 2), (1, 1)), ((3, 1), (3, 1), (1, 1)), ((2, 2), (3, 1), (1, 1)), ((1, 1), (2, 2), (1, 1))]:
        layer(f"conv2d {pad} k{k} s{s} d{d}", (6, 7, 2), lambda: L.Conv2D(2, k, strides=s, dilation_rate=d, padding=pad, activation="relu"))
    for k, s, d in [((3, 3), 1, 1), ((2, 3), 2, 1), ((3, 3), 1, 2), ((1, 3), 2, 1), ((3, 1), 3, 1)]:
        layer(f"depthwise2d {pad} k{k} s{s} d{d}", (6, 7, 2), lambda: L.DepthwiseConv2D(k, strides=s, dilation_rate=d, padding=pad, depth_multiplier=2))
    layer(f"depthwise1d {pad}", (7, 2), lambda: L.DepthwiseConv1D(3, strides=2, padding=pad, depth_multiplier=3))
    layer(f"separable1d {pad}", (7, 2), lambda: L.SeparableConv1D(3, 3, strides=2, padding=pad, depth_multiplier=2, activation="relu"))
    layer(f"separable2d {pad}", (5, 6, 2), lambda: L.SeparableConv2D(3, (2, 3), strides=1, padding=pad))
    layer(f"separable2d stride {pad}", (6, 6, 2), lambda: L.SeparableConv2D(3, 3, strides=2, padding=pad, use_bias=False))
    for k, s, op in [(3, 1, None), (3, 2, None), (2, 3, None), (3, 2, 1), (5, 3, 2), (4, 2, None), (4, 2, 1)]:
        # Early versions of Keras 3 do not write the option down.
        if op is not None and "output_padding" not in L.Conv2DTranspose(1, 1).get_config():
            continue
        layer(f"conv1dt {pad} k{k} s{s} op{op}", (4, 2), lambda: L.Conv1DTranspose(2, k, strides=s, padding=pad, output_padding=op))
        layer(f"conv2dt {pad} k{k} s{s} op{op}", (3, 4, 2), lambda: L.Conv2DTranspose(2, k, strides=s, padding=pad, output_padding=op))
    layer(f"conv2dt {pad} rect", (3, 4, 2), lambda: L.Conv2DTranspose(2, (2, 3), strides=(3, 1), padding=pad))
    layer(f"conv2dt {pad} dilation", (4, 4, 2), lambda: L.Conv2DTranspose(2, 3, dilation_rate=2, padding=pad))
    for n, P in (("max", L.MaxPooling2D), ("avg", L.AveragePooling2D)):
        for k, s in [(2, None), (3, 2), ((2, 3), (3, 1)), (1, 2)]:
            layer(f"{n}pool2d {pad} {k} {s}", (5, 6, 2), lambda: P(k, strides=s, padding=pad))
    for n, P in (("max", L.MaxPooling1D), ("avg", L.AveragePooling1D)):
        for k, s in [(2, None), (3, 2), (2, 3)]:
            layer(f"{n}pool1d {pad} {k} {s}", (7, 2), lambda: P(k, strides=s, padding=pad))
layer("conv1d causal", (7, 2), lambda: L.Conv1D(3, 3, padding="causal"))
layer("conv1d causal dilated", (7, 2), lambda: L.Conv1D(3, 2, padding="causal", dilation_rate=3))
layer("conv1d causal stride", (7, 2), lambda: L.Conv1D(3, 3, padding="causal", strides=2))
layer("conv1d groups", (6, 4), lambda: L.Conv1D(6, 3, groups=2))
layer("conv2d groups", (5, 5, 6), lambda: L.Conv2D(3, 3, groups=3, padding="same"))
layer("conv2d softmax", (4, 4, 2), lambda: L.Conv2D(3, 2, activation="softmax"))
if K3:
    layer("conv3d same", (3, 4, 3, 2), lambda: L.Conv3D(2, 2, padding="same"))
    layer("conv3d stride", (4, 4, 4, 2), lambda: L.Conv3D(2, (3, 2, 1), strides=(1, 2, 2), padding="same"))
    layer("conv2d channels first valid", (2, 5, 6), lambda: L.Conv2D(3, (2, 3), data_format="channels_first"))
    layer("conv1d channels first", (2, 6), lambda: L.Conv1D(3, 3, data_format="channels_first"))
    layer("depthwise channels first", (2, 5, 6), lambda: L.DepthwiseConv2D(3, data_format="channels_first"))
    layer("separable channels first", (2, 5, 6), lambda: L.SeparableConv2D(3, 3, data_format="channels_first"))
    layer("maxpool channels first", (2, 6, 6), lambda: L.MaxPooling2D(2, data_format="channels_first"))
    layer("avgpool channels first", (2, 6, 6), lambda: L.AveragePooling2D(2, data_format="channels_first"))
    layer("pad2d channels first", (2, 3, 3), lambda: L.ZeroPadding2D(1, data_format="channels_first"))
    layer("crop2d channels first", (2, 5, 5), lambda: L.Cropping2D(1, data_format="channels_first"))
    layer("up2d channels first", (2, 3, 3), lambda: L.UpSampling2D(2, data_format="channels_first"))
    layer("flatten channels first", (2, 3, 4), lambda: L.Flatten(data_format="channels_first"))
    layer("gap1d channels first", (2, 6), lambda: L.GlobalAveragePooling1D(data_format="channels_first"))
for n, P in (("gap", "GlobalAveragePooling"), ("gmp", "GlobalMaxPooling")):
    layer(f"{n}1d", (5, 3), lambda: getattr(L, P + "1D")())
    layer(f"{n}2d", (4, 5, 3), lambda: getattr(L, P + "2D")())
    layer(f"{n}2d keepdims", (4, 5, 3), lambda: getattr(L, P + "2D")(keepdims=True))
    layer(f"{n}2d channels first", (3, 4, 5), lambda: getattr(L, P + "2D")(data_format="channels_first"))
layer("gap1d keepdims", (5, 3), lambda: L.GlobalAveragePooling1D(keepdims=True))

layer("batchnorm 2", (4,), lambda: L.BatchNormalization())
layer("batchnorm 4", (3, 3, 4), lambda: L.BatchNormalization(epsilon=0.01))
layer("batchnorm axis 1", (4, 3, 2), lambda: L.BatchNormalization(axis=1))
layer("batchnorm no scale", (3, 4), lambda: L.BatchNormalization(scale=False))
layer("batchnorm no center", (3, 4), lambda: L.BatchNormalization(center=False))
layer("batchnorm rank 5", (2, 2, 2, 3), lambda: L.BatchNormalization())
case("batchnorm training", [(3, 4)], lambda x: L.BatchNormalization()(x, training=True), batch=3)
layer("layernorm", (3, 4), lambda: L.LayerNormalization())
layer("layernorm axes", (3, 4, 2), lambda: L.LayerNormalization(axis=[1, 2], epsilon=0.1))
layer("layernorm axes swapped", (3, 4, 2), lambda: L.LayerNormalization(axis=[3, 1]) if K3 else L.LayerNormalization(axis=[1, 3]))
layer("layernorm axis 1", (3, 4), lambda: L.LayerNormalization(axis=1, scale=False))
layer("layernorm no center", (3, 4), lambda: L.LayerNormalization(center=False))
layer("groupnorm", (3, 3, 4), lambda: L.GroupNormalization(groups=2))
layer("groupnorm axis 1", (4, 3, 3), lambda: L.GroupNormalization(groups=2, axis=1))
layer("groupnorm instance", (3, 4), lambda: L.GroupNormalization(groups=-1))
layer("unitnorm", (3, 4), lambda: L.UnitNormalization())
layer("unitnorm axes", (3, 4), lambda: L.UnitNormalization(axis=[1, 2]))
if K3:
    layer("rmsnorm", (3, 4), lambda: L.RMSNormalization())
    # Not every version saves the option.
    if "rms_scaling" in L.LayerNormalization(rms_scaling=True).get_config():
        layer("layernorm rms", (3, 4), lambda: L.LayerNormalization(rms_scaling=True))
layer("normalization given", (3,), lambda: L.Normalization(mean=[1.0, -2.0, 0.5], variance=[4.0, 0.25, 1.0]))
layer("normalization given scalar", (3, 2), lambda: L.Normalization(axis=None, mean=1.5, variance=4.0))
# Keras 2.12 does not save the option.
if not keras.__version__.startswith("2.12"):
    layer("normalization invert", (3,), lambda: L.Normalization(mean=[1.0, -2.0, 0.5], variance=[4.0, 0.25, 1.0], invert=True))
def adapted(data, **kw):
    n = L.Normalization(**kw)
    n.adapt(np.asarray(data, "float32"))
    return n
if K3:
    layer("normalization adapted axis none", (3,), lambda: adapted([[1, 2, 5], [3, 2, 9]], axis=None))
layer("rescaling", (2, 2, 3), lambda: L.Rescaling(1 / 255.0, offset=-0.5))
layer("rescaling ints", ((2, 3), "int32"), lambda: L.Rescaling(0.5))
if K3:
    layer("rescaling list", (2, 3), lambda: L.Rescaling([1.0, 2.0, 3.0], offset=[0.5, 0.0, -1.0]))

layer("flatten", (2, 3, 4), lambda: L.Flatten())
layer("reshape", (2, 6), lambda: L.Reshape((3, 4)))
layer("reshape -1", (2, 6), lambda: L.Reshape((-1, 2, 3)))
layer("permute", (2, 3, 4), lambda: L.Permute((3, 1, 2)))
layer("repeat vector", (3,), lambda: L.RepeatVector(4))
layer("pad1d", (3, 2), lambda: L.ZeroPadding1D((1, 2)))
layer("pad1d int", (3, 2), lambda: L.ZeroPadding1D(2))
layer("pad2d", (3, 2, 2), lambda: L.ZeroPadding2D(((1, 2), (0, 3))))
layer("pad2d pair", (3, 2, 2), lambda: L.ZeroPadding2D((1, 2)))
layer("crop1d", (6, 2), lambda: L.Cropping1D((1, 2)))
layer("crop2d", (5, 6, 2), lambda: L.Cropping2D(((1, 1), (2, 1))))
layer("up1d", (3, 2), lambda: L.UpSampling1D(3))
layer("up2d nearest", (2, 3, 2), lambda: L.UpSampling2D((2, 3)))
layer("up2d bilinear", (3, 2, 2), lambda: L.UpSampling2D((2, 3), interpolation="bilinear"))
layer("pad3d", (2, 2, 3, 2), lambda: L.ZeroPadding3D(((1, 0), (0, 2), (1, 1))))
layer("crop3d", (4, 4, 4, 2), lambda: L.Cropping3D(((1, 1), (0, 2), (2, 1))))
layer("up3d", (2, 2, 2, 2), lambda: L.UpSampling3D(2))
for n in ["Dropout", "SpatialDropout1D", "GaussianDropout", "AlphaDropout"]:
    layer(n, (3, 4), lambda: getattr(L, n)(0.5))
layer("gaussian noise", (3, 4), lambda: L.GaussianNoise(0.5))
layer("identity", (3, 4), lambda: L.Identity())
layer("activity regularization", (3,), lambda: L.ActivityRegularization(l1=0.1))
layer("spectral", (4,), lambda: L.SpectralNormalization(L.Dense(3)))

for n in ["Add", "Multiply", "Average", "Maximum", "Minimum"]:
    case(f"{n} three", [(3, 4)] * 3, lambda *x: getattr(L, n)()(list(x)))
    case(f"{n} broadcast", [(3, 4), (1, 4)], lambda *x: getattr(L, n)()(list(x)))
    case(f"{n} ranks", [(3, 4), (4,)], lambda *x: getattr(L, n)()(list(x)))
    case(f"{n} masks", [(4, 3), (4, 3)], lambda a, b: L.GRU(2, return_sequences=True)(getattr(L, n)()([L.Masking()(a), L.Masking()(b)])),
         values=[np.pad(numbers(rng("m1"), (2, 2, 3)), ((0, 0), (0, 2), (0, 0))), np.pad(numbers(rng("m2"), (2, 3, 3)), ((0, 0), (1, 0), (0, 0)))])
    case(f"{n} one mask", [(4, 3), (4, 3)], lambda a, b: L.LSTM(2)(getattr(L, n)()([L.Masking()(a), b])),
         values=[np.pad(numbers(rng("m1"), (2, 2, 3)), ((0, 0), (0, 2), (0, 0))), None])
case("subtract", [(3, 4), (3, 4)], lambda a, b: L.Subtract()([a, b]))
case("concatenate", [(3, 2), (3, 4)], lambda a, b: L.Concatenate()([a, b]))
case("concatenate axis 1", [(3, 2), (2, 2)], lambda a, b: L.Concatenate(axis=1)([a, b]))
case("concatenate masks", [(4, 3), (4, 2)], lambda a, b: L.GRU(2)(L.Concatenate()([L.Masking()(a), L.Masking()(b)])),
     values=[np.pad(numbers(rng("m1"), (2, 2, 3)), ((0, 0), (0, 2), (0, 0))), np.pad(numbers(rng("m2"), (2, 3, 2)), ((0, 0), (1, 0), (0, 0)))])
case("concatenate one mask", [(4, 3), (4, 2)], lambda a, b: L.GRU(2)(L.Concatenate()([L.Masking()(a), b])),
     values=[np.pad(numbers(rng("m1"), (2, 2, 3)), ((0, 0), (0, 2), (0, 0))), None])
case("dot 1", [(4,), (4,)], lambda a, b: L.Dot(axes=1)([a, b]))
case("dot 2 1", [(3, 4), (4, 5)], lambda a, b: L.Dot(axes=(2, 1))([a, b]))
case("dot normalize", [(3, 4), (5, 4)], lambda a, b: L.Dot(axes=-1, normalize=True)([a, b]))
case("dot rank 4", [(3, 2, 4), (5, 4)], lambda a, b: L.Dot(axes=(3, 2))([a, b]))

ids = ((5,), "int32")
tokens = [[[3, 1, 0, 0, 0], [2, 5, 4, 0, 0]]]
layer("embedding", ids, lambda: L.Embedding(6, 3))
case("embedding mask lstm", [ids], lambda x: L.LSTM(3)(L.Embedding(6, 3, mask_zero=True)(x)), values=tokens)
case("embedding mask gap", [ids], lambda x: L.GlobalAveragePooling1D()(L.Embedding(6, 3, mask_zero=True)(x)), values=tokens)
case("embedding mask dense lstm sequences", [ids], lambda x: L.LSTM(2, return_sequences=True)(L.Dense(3)(L.Embedding(6, 3, mask_zero=True)(x))), values=tokens)
case("embedding mask conv lstm", [ids], lambda x: L.LSTM(2)(L.Conv1D(3, 2, padding="same")(L.Embedding(6, 3, mask_zero=True)(x))), values=tokens)
case("embedding mask gru dropout", [ids], lambda x: L.GRU(2)(L.Dropout(0.3)(L.Embedding(6, 3, mask_zero=True)(x))), values=tokens)
case("embedding mask backwards", [ids], lambda x: L.LSTM(2, go_backwards=True, return_sequences=True)(L.Embedding(6, 3, mask_zero=True)(x)), values=tokens)
case("embedding mask batchnorm", [ids], lambda x: L.SimpleRNN(2)(L.BatchNormalization()(L.Embedding(6, 3, mask_zero=True)(x))), values=tokens)
case("embedding mask leading zeros", [ids], lambda x: L.GRU(2, return_sequences=True, return_state=True)(L.Embedding(6, 3, mask_zero=True)(x)), values=[[[0, 0, 3, 1, 2], [0, 4, 0, 5, 0]]])
case("masking value", [(4, 2)], lambda x: L.LSTM(3, return_sequences=True)(L.Masking(mask_value=1.0)(x)), values=[[[[1, 1], [1, 2], [0, 1], [1, 1]], [[1, 1], [1, 1], [0.5, 1], [2, 1]]]])
case("masking output", [(4, 2)], lambda x: L.Masking(mask_value=1.0)(x), values=[[[[1, 1], [1, 2], [0, 1], [1, 1]], [[1, 1], [1, 1], [0.5, 1], [2, 1]]]])

for n in ["LSTM", "GRU", "SimpleRNN"]:
    R = getattr(L, n)
    layer(f"{n}", (4, 3), lambda: R(2))
    layer(f"{n} sequences", (4, 3), lambda: R(2, return_sequences=True))
    layer(f"{n} state", (4, 3), lambda: R(2, return_state=True))
    layer(f"{n} backwards", (4, 3), lambda: R(2, go_backwards=True, return_sequences=True))
    layer(f"{n} no bias relu", (4, 3), lambda: R(2, use_bias=False, activation="relu"))
    layer(f"{n} unroll", (4, 3), lambda: R(2, unroll=True))
    case(f"{n} initial state", [(4, 3), (2,)] + ([(2,)] if n == "LSTM" else []), lambda x, *s: R(2)(x, initial_state=list(s)))
    layer(f"rnn of {n}Cell", (4, 3), lambda: L.RNN(getattr(L, n + "Cell")(2), return_sequences=True))
    layer(f"bidirectional {n}", (4, 3), lambda: L.Bidirectional(R(2)))
    case(f"bidirectional {n} masked", [ids], lambda x: L.Bidirectional(R(2, return_sequences=True))(L.Embedding(6, 3, mask_zero=True)(x)), values=tokens)
    case(f"bidirectional {n} masked last", [ids], lambda x: L.Bidirectional(R(2))(L.Embedding(6, 3, mask_zero=True)(x)), values=tokens)
layer("lstm hard sigmoid", (4, 3), lambda: L.LSTM(2, recurrent_activation="hard_sigmoid"))
layer("gru hard sigmoid", (4, 3), lambda: L.GRU(2, recurrent_activation="hard_sigmoid"))
layer("gru reset before", (4, 3), lambda: L.GRU(2, reset_after=False))
layer("gru reset before no bias", (4, 3), lambda: L.GRU(2, reset_after=False, use_bias=False))
layer("rnn stacked", (4, 3), lambda: L.RNN(L.StackedRNNCells([L.LSTMCell(2), L.GRUCell(3)])))
layer("rnn stacked list", (4, 3), lambda: L.RNN([L.LSTMCell(2), L.LSTMCell(3)], return_sequences=True))
layer("rnn stacked state", (4, 3), lambda: L.RNN([L.GRUCell(2), L.SimpleRNNCell(3)], return_state=True)) if not K3 else None
for mode in ["sum", "mul", "ave", "concat", None]:
    layer(f"bidirectional merge {mode}", (4, 3), lambda: L.Bidirectional(L.LSTM(2, return_sequences=True), merge_mode=mode))
layer("bidirectional own backward", (4, 3), lambda: L.Bidirectional(L.LSTM(2), backward_layer=L.GRU(3, go_backwards=True)))
layer("bidirectional state", (4, 3), lambda: L.Bidirectional(L.LSTM(2, return_state=True)))
case("bidirectional initial state", [(4, 3), (2,), (2,)], lambda x, a, b: L.Bidirectional(L.GRU(2))(x, initial_state=[a, b]))
case("seq2seq", [(4, 3), (5, 3)], lambda a, b: (lambda s: L.LSTM(2, return_sequences=True)(b, initial_state=s[1:]))(L.LSTM(2, return_state=True)(a)))
layer("bidirectional stacked", (4, 3), lambda: L.Bidirectional(L.RNN([L.LSTMCell(2), L.LSTMCell(3)], return_sequences=True)))

layer("time distributed dense", (3, 4), lambda: L.TimeDistributed(L.Dense(2)))
layer("time distributed conv", (2, 4, 4, 2), lambda: L.TimeDistributed(L.Conv2D(2, 3, padding="same")))
layer("time distributed pool", (2, 4, 4, 2), lambda: L.TimeDistributed(L.GlobalAveragePooling2D()))
layer("time distributed lstm", (2, 3, 4), lambda: L.TimeDistributed(L.LSTM(2)))
layer("time distributed bn", (3, 4), lambda: L.TimeDistributed(L.BatchNormalization()))
case("time distributed masked", [ids], lambda x: L.LSTM(2)(L.TimeDistributed(L.Dense(2))(L.Embedding(6, 3, mask_zero=True)(x))), values=tokens)
def nested(shape):
    i = keras.Input(shape=shape, name="inner_in")
    return keras.Model(i, L.Dense(2, name="inner_out")(L.Dense(3, activation="relu", name="inner_hidden")(i)), name="inner")
layer("time distributed model", (3, 4), lambda: L.TimeDistributed(nested((4,))))
layer("time distributed sequential", (3, 4), lambda: L.TimeDistributed(keras.Sequential([keras.Input((4,)), L.Dense(3, name="s1"), L.Dense(2, name="s2")], name="seq")))
layer("nested model", (4,), lambda: nested((4,)))

case("attention", [(3, 4)], lambda x: L.MultiHeadAttention(2, 3)(x, x))
case("attention value dim", [(3, 4), (5, 4)], lambda q, v: L.MultiHeadAttention(2, 3, value_dim=2, output_shape=6)(q, v))
case("attention key", [(3, 4), (5, 4), (5, 4)], lambda q, v, k: L.MultiHeadAttention(2, 3)(q, v, k))
case("attention no bias", [(3, 4)], lambda x: L.MultiHeadAttention(2, 3, use_bias=False, dropout=0.1)(x, x))
case("attention causal", [(4, 3)], lambda x: L.MultiHeadAttention(2, 2)(x, x, use_causal_mask=True))
case("attention scores", [(3, 4), (5, 4)], lambda q, v: list(L.MultiHeadAttention(2, 3)(q, v, return_attention_scores=True)))
case("attention mask given", [(3, 4), (5, 4), ((3, 5), "bool")], lambda q, v, m: L.MultiHeadAttention(2, 3)(q, v, attention_mask=m),
     values=[None, None, [[[1, 1, 0, 0, 0], [1, 0, 1, 0, 1], [0, 0, 0, 1, 1]], [[1, 1, 1, 1, 1], [0, 0, 0, 0, 1], [1, 0, 0, 1, 1]]]])
case("attention axes", [(2, 3, 4)], lambda x: L.MultiHeadAttention(2, 3, attention_axes=(2,))(x, x))
case("attention two axes", [(2, 3, 4)], lambda x: L.MultiHeadAttention(2, 3, attention_axes=(1, 2))(x, x))
case("attention embedded mask", [ids], lambda x: (lambda e: L.MultiHeadAttention(2, 2)(e, e))(L.Embedding(6, 3, mask_zero=True)(x)), values=tokens)
case("attention embedded mask causal", [ids], lambda x: (lambda e: L.MultiHeadAttention(2, 2)(e, e, use_causal_mask=True))(L.Embedding(6, 3, mask_zero=True)(x)), values=tokens)
case("attention embedded mask dropout", [ids], lambda x: (lambda e: L.MultiHeadAttention(2, 2, dropout=0.2)(e, e))(L.Embedding(6, 3, mask_zero=True)(x)), values=tokens)
case("attention mask goes on", [ids], lambda x: L.GlobalAveragePooling1D()((lambda e: L.MultiHeadAttention(2, 2)(e, e))(L.Embedding(6, 3, mask_zero=True)(x))), values=tokens)
# Since Keras 3.7 an attention deletes the masks of what it reads: the later readers of `e` find none.
case("attention mask used up", [ids], lambda x: (lambda e: (lambda h: [L.MultiHeadAttention(2, 2)(h, e), L.Attention()([h, e])])(L.Dense(3)(L.MultiHeadAttention(2, 2)(e, e))))(L.Embedding(6, 3, mask_zero=True)(x)), values=tokens)
case("attention mask used up beside", [ids], lambda x: (lambda e: [f(e) for f in (lambda e: L.Attention()([e, e]), lambda e: L.MultiHeadAttention(2, 2)(e, e), lambda e: L.MultiHeadAttention(2, 1)(e, e))])(L.Embedding(6, 3, mask_zero=True)(x)), values=tokens)
case("augmentation", [(4, 5, 3)], lambda x: L.RandomBrightness(0.2)(L.RandomContrast(0.2)(L.RandomTranslation(0.1, 0.1)(L.RandomZoom(0.2)(L.RandomRotation(0.2)(L.RandomFlip("horizontal")(x)))))))
case("transformer block", [(3, 4)], lambda x: (lambda y: L.LayerNormalization()(L.Add()([y, L.Dense(4)(L.Dense(6, activation="gelu")(y))])))(L.LayerNormalization()(L.Add()([x, L.MultiHeadAttention(2, 2)(x, x)]))))

def adapted_rows(x):
    return adapted(np.arange(12).reshape(4, 3) ** 1.5)(x)
case("normalization adapted", [(3,)], adapted_rows)
case("normalization adapted axis 1", [(3, 2)], lambda x: adapted(np.arange(24).reshape(4, 3, 2) ** 1.5, axis=1)(x))
case("shared layer", [(4,), (4,)], lambda a, b: (lambda d: L.Add()([d(a), d(b)]))(L.Dense(3)))
case("two outputs", [(4,)], lambda x: [L.Dense(2)(x), L.Dense(3, activation="sigmoid")(x)])
case("int input dense", [((4,), "int32")], lambda x: L.Dense(3)(x))
case("training argument dropout", [(4,)], lambda x: L.Dropout(0.5)(x, training=True)) if K3 else None
one, two = [(3, 4)], [(3, 4), (3, 4)]
positive = [np.abs(numbers(rng("p"), (2, 3, 4))) + 0.1]
if K3:
    O = keras.ops
    B = {"add": O.add, "subtract": O.subtract, "multiply": O.multiply, "divide": O.divide, "true_divide": O.true_divide, "maximum": O.maximum, "minimum": O.minimum, "floor_divide": O.floor_divide, "mod": O.mod,
         "equal": O.equal, "not_equal": O.not_equal, "greater": O.greater, "greater_equal": O.greater_equal, "less": O.less, "less_equal": O.less_equal}
    for n, f in B.items():
        case(f"op {n}", two, lambda a, b: f(a, b))
    case("op power", two, lambda a, b: O.power(a, 3))
    for n in ["negative", "abs", "absolute", "exp", "expm1", "square", "sign", "sin", "cos", "tanh", "sigmoid", "relu", "relu6", "softplus", "softsign", "silu", "hard_sigmoid", "hard_silu", "leaky_relu", "elu", "selu", "gelu", "softmax", "log_softmax", "log_sigmoid", "floor", "ceil", "erf", "isnan", "logical_not", "zeros_like", "ones_like", "arctan", "sinh", "cosh"]:
        case(f"op {n}", one, lambda x: getattr(O, n)(x))
    for n in ["log", "log1p", "log2", "log10", "sqrt", "rsqrt", "reciprocal"]:
        case(f"op {n}", one, lambda x: getattr(O, n)(x), values=positive)
    case("op gelu exact", one, lambda x: O.gelu(x, approximate=False))
    case("op softmax axis", one, lambda x: O.softmax(x, axis=1))
    case("op leaky slope", one, lambda x: O.leaky_relu(x, negative_slope=0.4))
    case("op clip", one, lambda x: O.clip(x, -0.5, 0.75))
    for n in ["mean", "sum", "max", "min", "prod", "var", "std", "any", "all", "amax", "amin", "logsumexp", "argmax", "argmin", "cumsum"]:
        case(f"op {n}", one, lambda x: getattr(O, n)(x, axis=1))
    case("op mean keepdims", one, lambda x: O.mean(x, axis=[1, 2], keepdims=True))
    case("op sum negative axis", one, lambda x: O.sum(x, axis=-1, keepdims=True))
    case("op operators", two, lambda a, b: (a * 2.0 + b - 1.0) / (1.5 + abs(a)) ** 2)
    case("op reverse operators", one, lambda a: 2.0 - 1.0 / (a * a + 1.0))
    case("op matmul", [(3, 4), (4, 5)], lambda a, b: O.matmul(a, b))
    case("op matmul broadcast", [(2, 3, 4), (1, 4, 5)], lambda a, b: O.matmul(a, b))
    case("op einsum", [(3, 4), (5, 4)], lambda a, b: O.einsum("bij,bkj->bik", a, b))
    case("op einsum three", [(3, 4), (5, 4), (5, 2)], lambda a, b, c: O.einsum("bij,bkj,bkl->bil", a, b, c))
    case("op einsum diagonal sum", [(3, 4)], lambda a: O.einsum("bij->bj", a))
    case("op reshape", one, lambda x: O.reshape(x, (-1, 12)))
    case("op transpose", one, lambda x: O.transpose(x, (0, 2, 1)))
    case("op swapaxes", one, lambda x: O.swapaxes(x, 1, 2))
    case("op moveaxis", [(2, 3, 4)], lambda x: O.moveaxis(x, 3, 1))
    case("op concatenate", two, lambda a, b: O.concatenate([a, b], axis=-1))
    case("op stack", two, lambda a, b: O.stack([a, b], axis=2))
    case("op expand squeeze", one, lambda x: O.squeeze(O.expand_dims(O.expand_dims(x, 1), -1), 1))
    case("op expand axis pair", one, lambda x: O.expand_dims(x, (1, -1)))
    case("op slices", one, lambda x: x[:, 1:, ::2])
    case("op index", one, lambda x: x[:, -1])
    case("op ellipsis", one, lambda x: x[..., 1])
    case("op new axis", one, lambda x: x[:, None, ::-1])
    case("op cast", one, lambda x: O.cast(x, "int32"))
    case("op where", two, lambda a, b: O.where(a > b, a, 0.0))
    case("op logical", two, lambda a, b: O.logical_or(O.logical_and(a > 0, b > 0), a < -1))
    case("op take", one, lambda x: O.take(x, [2, 0, -1], axis=2))
    case("op split", one, lambda x: O.split(x, 2, axis=2))
    case("op split sections", one, lambda x: O.split(x, [1, 3], axis=2))
    case("op flip", one, lambda x: O.flip(x, axis=1))
    case("op tile", one, lambda x: O.tile(x, [1, 2, 1]))
    case("op repeat", one, lambda x: O.repeat(x, 2, axis=1))
    case("op pad", one, lambda x: O.pad(x, [[0, 0], [1, 2], [0, 1]]))
    case("op one hot", [((4,), "int32")], lambda x: O.one_hot(x, 6))
    case("op int divide", [((4,), "int32"), ((4,), "int32")], lambda a, b: O.divide(a, b + 1))
    case("op int floor divide", [((4,), "int32")], lambda a: O.floor_divide(a - 3, 2))
    case("op int mean", [((4,), "int32")], lambda a: O.mean(a, axis=1))
    case("op constant array", one, lambda x: x * np.array([1.0, 2.0, 3.0, 4.5], "float32"))
    case("op add broadcast rank", [(3, 4), (4,)], lambda a, b: a + O.expand_dims(b, 1))
    case("op normalize", one, lambda x: O.normalize(x, axis=-1))
    case("op dot", [(4,)], lambda a: O.dot(a, np.arange(12).reshape(4, 3).astype("float32")))
else:
    M = tf.math
    for n, f in {"add": tf.add, "subtract": tf.subtract, "multiply": tf.multiply, "divide": tf.divide, "maximum": tf.maximum, "minimum": tf.minimum, "pow": lambda a, b: tf.pow(a, 2.0), "greater": tf.greater, "less_equal": tf.less_equal, "squared": M.squared_difference, "floordiv": M.floordiv, "mod": M.floormod}.items():
        case(f"tf {n}", two, lambda a, b: f(a, b))
    for n in ["exp", "square", "abs", "sigmoid", "tanh", "negative", "sign", "sin", "cos", "erf", "floor", "ceil", "softplus"]:
        case(f"tf {n}", one, lambda x: getattr(M, n)(x))
    for n in ["log", "sqrt", "rsqrt", "log1p"]:
        case(f"tf {n}", one, lambda x: getattr(M, n)(x), values=positive)
    for n in ["relu", "relu6", "elu", "selu", "softmax", "leaky_relu", "silu"]:
        case(f"tf nn {n}", one, lambda x: getattr(tf.nn, n)(x))
    for n in ["reduce_mean", "reduce_sum", "reduce_max", "reduce_min", "reduce_prod", "reduce_std", "reduce_variance"]:
        case(f"tf {n}", one, lambda x: getattr(M, n)(x, axis=1, keepdims=True))
    case("tf operators", two, lambda a, b: (a * 2.0 + b - 1.0) / (1.5 + a * a))
    case("tf slices", one, lambda x: x[:, 1:, ::2])
    case("tf index", one, lambda x: x[:, -1])
    case("tf matmul", [(3, 4), (5, 4)], lambda a, b: tf.matmul(a, b, transpose_b=True))
    case("tf reshape", one, lambda x: tf.reshape(x, (-1, 12)))
    case("tf transpose", one, lambda x: tf.transpose(x, [0, 2, 1]))
    case("tf concat", two, lambda a, b: tf.concat([a, b], axis=-1))
    case("tf stack", two, lambda a, b: tf.stack([a, b], axis=1))
    case("tf expand squeeze", one, lambda x: tf.squeeze(tf.expand_dims(x, 1), axis=1))
    case("tf cast", one, lambda x: tf.cast(x, "int32"))
    case("tf clip", one, lambda x: tf.clip_by_value(x, -0.5, 0.5))
    case("tf split", one, lambda x: tf.split(x, 2, axis=2))
    case("tf where", two, lambda a, b: tf.where(a > b, a, b))
    case("tf l2 normalize", one, lambda x: M.l2_normalize(x, axis=-1))
    case("tf tile", one, lambda x: tf.tile(x, [1, 2, 1]))
    case("training argument batchnorm masked", [(4, 3)], lambda x: L.BatchNormalization()(L.Masking()(x), training=True), values=[np.pad(numbers(rng("m1"), (2, 2, 3)), ((0, 0), (0, 2), (0, 0)))])
