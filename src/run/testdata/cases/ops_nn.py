# Read by make.py: keras.ops.nn as graph nodes.
exec(open(os.path.join(HERE, "cases", "ops_numpy.py")).read().split("\nif K3:\n")[0])  # FEED and sweep
MORE = {
    "img": ((5, 6, 2), F, None),
    "imf": ((2, 5, 6), F, None),
    "seq": ((7, 2), F, None),
    "sef": ((2, 7), F, None),
    "vol": ((4, 3, 5, 2), F, None),
    "k2": ((3, 2, 3), F, None),
    "ids": ((4,), I, [[0, 3, 5, -1], [2, 2, 7, 1]]),
    "cls": ((), I, [2, 0]),
    "pro": ((4,), F, [[0.1, 0.2, 0.3, 0.4], [0.75, 0.9, 0.5, 0.25]]),
    "tar": ((4,), F, [[0.0, 0.0, 1.0, 0.0], [0.5, 0.5, 0.0, 0.0]]),
    "log": ((4,), F, [[-2.0, 0.5, 3.0, 0.0], [1.0, 1.0, -1.0, 4.0]]),
    "qry": ((3, 2, 4), F, None),
    "key": ((5, 2, 4), F, None),
    "val": ((5, 2, 4), F, None),
    "qr4": ((3, 4, 4), F, None),
    "msk": ((2, 3, 5), "bool", [[[[1, 0, 1, 1, 0]] * 3] * 2, [[[0, 0, 0, 0, 0], [1, 1, 1, 1, 1], [0, 1, 0, 0, 0]]] * 2]),
    "bia": ((2, 3, 5), F, None),
    "sp": ((4, 6, 8), F, None),
    "spf": ((8, 4, 6), F, None),
}


def kernel(*shape):
    return (np.random.default_rng(sum(shape)).integers(-24, 25, size=shape) / 16.0).astype("float32")


if K3:
    ops = keras.ops
    def nn(name, *builders):
        sweep(name, *builders, feed=MORE)
    for n in ["relu", "relu6", "sigmoid", "sparse_sigmoid", "softplus", "softsign", "soft_shrink", "sparse_plus", "silu", "squareplus", "log_sigmoid", "leaky_relu", "hard_sigmoid", "hard_silu", "elu", "selu", "gelu", "celu", "glu", "tanh_shrink", "hard_tanh", "hard_shrink", "softmax", "log_softmax", "sparsemax"]:
        f = getattr(ops, n, None)
        nn("nn " + n, lambda x: f(x), lambda p: f(p * 3.0), lambda i: f(i), *([lambda n: f(n)] if n not in ("softmax", "log_softmax", "sparsemax", "softsign", "hard_silu", "silu", "glu", "sparse_plus", "squareplus", "soft_shrink", "tanh_shrink") else []))
    nn("activation options", lambda x: ops.leaky_relu(x, 0.4), lambda x: ops.elu(x, 0.5), lambda x: ops.celu(x, 0.7), lambda x: ops.gelu(x, approximate=False), lambda x: ops.glu(x, axis=2), lambda x: ops.squareplus(x, b=2), lambda x: ops.hard_shrink(x, 0.25), lambda x: ops.soft_shrink(x, 0.75), lambda x: ops.threshold(x, 0.25, -3.0), lambda x: ops.softmax(x, axis=1), lambda x: ops.softmax(x, axis=(1, 2)), lambda x: ops.softmax(x, axis=None), lambda x: ops.log_softmax(x, axis=1), lambda x: ops.log_softmax(x, axis=(1, 2)), lambda x: ops.sparsemax(x, axis=1), lambda x: ops.hard_sigmoid(x * 4.0), lambda x: ops.relu6(x * 8.0), lambda x: ops.gelu(x, False))
    nn("max pool", lambda img: ops.max_pool(img, 2), lambda img: ops.max_pool(img, (2, 3), strides=(1, 2), padding="same"), lambda imf: ops.max_pool(imf, 2, data_format="channels_first"), lambda seq: ops.max_pool(seq, 3, strides=2, padding="same"), lambda vol: ops.max_pool(vol, 2, strides=1), lambda sef: ops.max_pool(sef, 2, data_format="channels_first"), lambda img: ops.max_pool(img, (1, 2), strides=3, padding="same"))
    nn("average pool", lambda img: ops.average_pool(img, 2), lambda img: ops.average_pool(img, (2, 3), strides=(1, 2), padding="same"), lambda imf: ops.average_pool(imf, 2, data_format="channels_first"), lambda seq: ops.average_pool(seq, 3, strides=2, padding="same"), lambda vol: ops.average_pool(vol, 2, strides=1), lambda vol: ops.average_pool(vol, (2, 2, 3), strides=2, padding="same"))
    nn("adaptive pools", lambda img: ops.adaptive_average_pool(img, (2, 2)), lambda img: ops.adaptive_max_pool(img, (3, 4)), lambda imf: ops.adaptive_max_pool(imf, (2, 5), data_format="channels_first"), lambda seq: ops.adaptive_average_pool(seq, (3,)), lambda vol: ops.adaptive_average_pool(vol, (2, 3, 2)), lambda sef: ops.adaptive_max_pool(sef, (4,), data_format="channels_first"))
    nn("conv", lambda img: ops.conv(img, kernel(3, 2, 2, 3)), lambda img: ops.conv(img, kernel(2, 3, 2, 2), strides=(2, 1), padding="same"), lambda img: ops.conv(img, kernel(2, 2, 2, 2), dilation_rate=2, padding="same"), lambda imf: ops.conv(imf, kernel(3, 2, 2, 3), data_format="channels_first"), lambda seq: ops.conv(seq, kernel(3, 2, 4), strides=2, padding="same"), lambda vol: ops.conv(vol, kernel(2, 2, 3, 2, 2), padding="same"), lambda seq: ops.conv(seq, kernel(2, 2, 3), dilation_rate=3))
    nn("conv with a kernel of the graph", lambda seq, k2: ops.conv(seq, k2[0], padding="same"))
    # Before, TensorFlow is handed strides and dilation together and answers something else.
    TAKES_APART = tuple(int(n) for n in keras.__version__.split(".")[:2]) >= (3, 15)
    nn("depthwise conv", lambda img: ops.depthwise_conv(img, kernel(3, 2, 2, 2)), lambda img: ops.depthwise_conv(img, kernel(2, 2, 2, 1), strides=2, padding="same"), lambda imf: ops.depthwise_conv(imf, kernel(3, 2, 2, 2), data_format="channels_first"), lambda seq: ops.depthwise_conv(seq, kernel(3, 2, 2), padding="same"), lambda img: ops.depthwise_conv(img, kernel(2, 2, 2, 2), dilation_rate=2), *([lambda img: ops.depthwise_conv(img, kernel(2, 2, 2, 2), dilation_rate=2, strides=2, padding="same")] if TAKES_APART else []))
    nn("separable conv", lambda img: ops.separable_conv(img, kernel(3, 2, 2, 2), kernel(1, 1, 4, 3)), lambda img: ops.separable_conv(img, kernel(2, 2, 2, 1), kernel(1, 1, 2, 3), strides=2, padding="same"), lambda seq: ops.separable_conv(seq, kernel(3, 2, 2), kernel(1, 4, 3), padding="same"), lambda imf: ops.separable_conv(imf, kernel(3, 2, 2, 2), kernel(1, 1, 4, 3), data_format="channels_first"))
    nn("one hot", lambda ids: ops.one_hot(ids, 6), lambda ids: ops.one_hot(ids, 4, axis=1), lambda ids: ops.one_hot(ids, 6, dtype="int32"), lambda ids: ops.one_hot(ids, 6, dtype="bool"), lambda cls: ops.one_hot(cls, 3), lambda ids: ops.one_hot(ids, 8, axis=0), lambda i: ops.one_hot(i, 3))
    nn("multi hot", lambda ids: ops.multi_hot(ids, 8), lambda ids: ops.multi_hot(ids, 8, dtype="int32"), lambda i: ops.multi_hot(i, 6), lambda ids: ops.multi_hot(ids, 8, dtype="bool"), lambda cls: ops.multi_hot(cls, 4))
    nn("binary crossentropy", lambda tar, pro: ops.binary_crossentropy(tar, pro), lambda tar, log: ops.binary_crossentropy(tar, log, from_logits=True), lambda tar, log: ops.binary_crossentropy(tar, ops.sigmoid(log)))
    nn("categorical crossentropy", lambda tar, pro: ops.categorical_crossentropy(tar, pro), lambda tar, log: ops.categorical_crossentropy(tar, log, from_logits=True), lambda tar, pro: ops.categorical_crossentropy(tar[:, :, None], pro[:, :, None], axis=1), lambda tar, log: ops.categorical_crossentropy(tar, ops.softmax(log)))
    nn("sparse categorical crossentropy", lambda cls, pro: ops.sparse_categorical_crossentropy(cls, pro), lambda cls, log: ops.sparse_categorical_crossentropy(cls, log, from_logits=True), lambda cls, log: ops.sparse_categorical_crossentropy(cls[:, None], log, from_logits=True), lambda cls, log: ops.sparse_categorical_crossentropy(cls, ops.softmax(log)))
    nn("moments", lambda x: ops.moments(x, axes=[1]), lambda x: ops.moments(x, axes=[0, 2], keepdims=True), lambda img: ops.moments(img, [1, 2]))
    # Before, the norm over two axes is that of a matrix, which is refused by name.
    VECTOR_NORM = tuple(int(n) for n in keras.__version__.split(".")[:2]) >= (3, 6)
    nn("normalize", lambda x: ops.normalize(x), lambda x: ops.normalize(x, axis=1), lambda x: ops.normalize(x, order=1), lambda x: ops.normalize(x, axis=1, order=3), lambda x: ops.normalize(x * 0.0), *([lambda x: ops.normalize(x, axis=(1, 2))] if VECTOR_NORM else []), lambda x: ops.normalize(x * 0.0, order=1, epsilon=0.5), lambda x: ops.normalize(x, epsilon=10.0), lambda i: ops.normalize(i))
    nn("batch normalization", lambda x, w: ops.batch_normalization(x, kernel(4), kernel(4) ** 2 + 0.5, axis=-1), lambda x: ops.batch_normalization(x, kernel(3), kernel(3) ** 2 + 0.5, axis=1, offset=kernel(3) + 1, scale=kernel(3) - 1, epsilon=0.1), lambda x, w: ops.batch_normalization(x, w[0], ops.abs(w[1]), axis=-1, offset=w[1], scale=w[0]), lambda x: ops.batch_normalization(x, kernel(4), kernel(4) ** 2 + 0.5, -1, None, kernel(4) + 2))
    nn("layer normalization", lambda x: ops.layer_normalization(x), lambda x: ops.layer_normalization(x, kernel(4), kernel(4) + 1), lambda x: ops.layer_normalization(x, axis=1, epsilon=0.1, gamma=kernel(3)), lambda x: ops.layer_normalization(x, axis=[1, 2]), lambda x: ops.layer_normalization(x, axis=-1, beta=kernel(4)), lambda x: ops.layer_normalization(x, gamma=kernel(4), rms_scaling=True))
    nn("rms normalization", lambda x: ops.rms_normalization(x), lambda x: ops.rms_normalization(x, kernel(4)), lambda x: ops.rms_normalization(x, scale=kernel(3, 1), axis=1, epsilon=0.1), lambda x: ops.rms_normalization(x, axis=(1, 2)), lambda x, w: ops.rms_normalization(x, w[0]))
    nn("dot product attention", lambda qry, key, val: ops.dot_product_attention(qry, key, val), lambda qry, key, val, bia: ops.dot_product_attention(qry, key, val, bias=bia), lambda qry, key, val, msk: ops.dot_product_attention(qry, key, val, mask=msk), lambda qry, key, val: ops.dot_product_attention(qry, key, val, scale=0.3, is_causal=True), lambda qr4, key, val: ops.dot_product_attention(qr4, key, val), lambda qry, key, val, msk: ops.dot_product_attention(qry, key, val, mask=msk, is_causal=True, flash_attention=False))
    nn("psnr", lambda x, y: ops.psnr(x, y, max_val=2.0), lambda x, y: ops.psnr(x, y, 255))
    nn("unfold", lambda imf: ops.nn.unfold(imf, 2), lambda imf: ops.nn.unfold(imf, (2, 3), dilation=(2, 1), padding=1, stride=(1, 2)))
    nn("fold", lambda imf: ops.nn.fold(ops.reshape(imf, (2, 12, 5))[:, :, :4], (3, 3), 2), lambda imf: ops.nn.fold(ops.reshape(imf, (2, 12, 5))[:, :, :4], 3, 2, stride=1), lambda imf: ops.nn.fold(ops.reshape(imf, (2, 4, 15))[:, :, :9], 4, 2, stride=2, padding=1))
    nn("depth to space", lambda sp: ops.nn.depth_to_space(sp, 2), lambda spf: ops.nn.depth_to_space(spf, 2, data_format="channels_first"), lambda sp: ops.nn.space_to_depth(sp, 2), lambda spf: ops.nn.space_to_depth(spf, 2, data_format="channels_first"))
