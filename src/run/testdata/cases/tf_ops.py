# Read by make.py: TensorFlow functions on Keras tensors, as tf.keras 2 records them.
exec(open(os.path.join(HERE, "cases", "ops_numpy.py")).read().split("\nif K3:\n")[0])  # FEED and sweep
MORE = {
    "img": ((5, 6, 2), F, None),
    "rgb": ((5, 6, 3), F, ((np.arange(180).reshape(2, 5, 6, 3) * 7 % 33) / 32.0).tolist()),
    "seq": ((7, 2), F, None),
    "vol": ((3, 4, 3, 2), F, None),
    "sp": ((4, 6, 8), F, None),
    "ids": ((4,), I, [[0, 3, 5, -1], [2, 2, 7, 1]]),
    "pos": ((4,), I, [[0, 2, 1, 1], [2, 0, 0, 1]]),
    "nd": ((3, 2), I, [[[0, 1], [2, 3], [1, 1]], [[0, 0], [2, 2], [1, 3]]]),
    "hor": ((), I, [2, 0]),
    "seg": ((), I, [0, 1, 1, 0, 2]),
    "rows": ((2,), F, [[1.0, -2.0], [0.5, 3.0], [-1.5, 0.25], [2.0, 2.0], [4.0, -0.5]]),
    "log": ((4,), F, [[-2.0, 0.5, 3.0, 0.0], [1.0, 1.0, -1.0, 4.0]]),
    "tar": ((4,), F, [[0.0, 0.0, 1.0, 0.0], [0.5, 0.5, 0.0, 0.0]]),
    "pd": ((3, 3), F, [[[4.0, 1.0, 0.5], [1.0, 3.0, -0.25], [0.5, -0.25, 2.0]], [[2.0, -0.5, 0.0], [-0.5, 1.0, 0.25], [0.0, 0.25, 5.0]]]),
    "rhs": ((3, 2), F, None),
}


def kernel(*shape):
    return (np.random.default_rng(sum(shape)).integers(-24, 25, size=shape) / 16.0).astype("float32")


if not K3:
    M, N, A, K = tf.math, tf.nn, tf.linalg, keras.backend
    def tfs(name, *builders):
        sweep("tf " + name, *builders, feed=MORE)
    tfs("operators", lambda x, y: x + y, lambda x: x + 1.0, lambda x: 2.0 - x, lambda x: x * 3.0, lambda x, p: x / p, lambda x: x // 0.25, lambda x: x % 0.25, lambda x: x**2.0, lambda x: -x, lambda x: abs(x), lambda i: i + 1, lambda i, j: i // j, lambda i, j: i % j, lambda i: i / 2, lambda x: x > 0.0, lambda x: x >= 0.5, lambda x, y: x < y, lambda x: x <= 0.0, lambda b, c: b & c, lambda b, c: b | c, lambda b, c: b ^ c, lambda b: ~b, lambda x, m: m @ x, lambda x: 1.0 / (tf.exp(x) + 2.0), lambda x: 2.0**x)
    tfs("unary", *[eval(f"lambda x: M.{n}(x)") for n in "abs negative sign square exp expm1 sin cos tan sinh cosh tanh asinh atan sigmoid softplus softsign erf erfc floor ceil rint round log_sigmoid is_nan is_finite is_inf bessel_i0".split()], lambda i: M.abs(i), lambda i: M.sign(i), lambda i: M.square(i), lambda i: M.negative(i))
    tfs("unary positive", *[eval(f"lambda p: M.{n}(p)") for n in "sqrt rsqrt log log1p reciprocal reciprocal_no_nan acosh".split()], *[eval(f"lambda u: M.{n}(u)") for n in "asin acos atanh erfinv".split()], lambda x: M.reciprocal_no_nan(x))
    tfs("binary", *[eval(f"lambda x, y: M.{n}(x, y)") for n in "add subtract multiply maximum minimum squared_difference greater greater_equal less less_equal equal not_equal atan2 divide_no_nan multiply_no_nan".split()], lambda x, p: M.divide(x, p), lambda x, p: M.truediv(x, p), lambda x, p: M.floordiv(x, p), lambda x, p: M.floormod(x, p), lambda p, x: M.pow(p, x), lambda i, j: M.floordiv(i, j), lambda i, j: M.floormod(i, j), lambda i: M.pow(i, 2), lambda x, p: M.xdivy(x, p), lambda x, p: M.xlogy(x, p), lambda i, j: M.maximum(i, j), lambda x, r: x + r, lambda n, p: M.maximum(n, p), lambda n: M.minimum(n, 1.0), lambda i, j: M.truediv(i, j), lambda x, p: tf.truncatediv(i, j) if False else M.divide(x, p), lambda i, j: tf.truncatemod(i, j), lambda i, j: tf.truncatediv(i, j), lambda i, j: tf.bitwise.bitwise_and(i, j))
    tfs("logical", lambda b, c: M.logical_and(b, c), lambda b, c: M.logical_or(b, c), lambda b, c: M.logical_xor(b, c), lambda b: M.logical_not(b), lambda b, x, y: tf.where(b, x, y), lambda x: tf.where(x > 0.0, x, 0.0), lambda b: tf.where(b), lambda x: tf.where(x > 0.0, tf.zeros_like(x), tf.ones_like(x)))
    for n in ["sum", "mean", "max", "min", "prod", "variance", "std", "logsumexp", "euclidean_norm"]:
        f = getattr(M, f"reduce_{n}")
        tfs(f"reduce {n}", lambda x: f(x), lambda x: f(x, axis=1), lambda x: f(x, [1, 2]), lambda x: f(x, -1, True), lambda x: f(x, axis=-1, keepdims=True), lambda i: f(i, axis=1))
    tfs("reduce any all", lambda b: M.reduce_any(b), lambda b: M.reduce_any(b, axis=1), lambda b: M.reduce_all(b, axis=-1, keepdims=True), lambda b: M.reduce_all(b, [1, 2]), lambda x: M.count_nonzero(x, axis=1), lambda x: M.count_nonzero(x, axis=-1, keepdims=True, dtype="int32"))
    tfs("joining", lambda x, y: tf.concat([x, y], 1), lambda x, y: tf.concat([x, y], axis=-1), lambda x, y: tf.stack([x, y]), lambda x, y: tf.stack([x, y], axis=-1), lambda x: tf.unstack(x, axis=1), lambda x: tf.unstack(x, num=4, axis=-1), lambda x: tf.split(x, 2, axis=2), lambda x: tf.split(x, [1, 3], axis=-1), lambda x: tf.split(x, [2, -1], 2), lambda x: tf.tile(x, [1, 2, 1]), lambda x: tf.repeat(x, 2, axis=1), lambda x: tf.repeat(x, [1, 2, 1], axis=1), lambda x: tf.repeat(x, 2), lambda i: tf.concat([i, i * 2], 0), lambda x: tf.parallel_stack([x, x]) if False else tf.stack((x, x), 2))
    tfs("shapes", lambda x: tf.reshape(x, (-1, 12)), lambda x: tf.reshape(x, [-1, 2, 2, 3]), lambda x: tf.transpose(x), lambda x: tf.transpose(x, [0, 2, 1]), lambda x: tf.transpose(x, perm=(2, 0, 1)), lambda x: tf.expand_dims(x, 1), lambda x: tf.expand_dims(x, axis=-1), lambda z: tf.squeeze(z), lambda z: tf.squeeze(z, axis=[1, 3]), lambda z: tf.squeeze(z, 1), lambda x: tf.shape(x), lambda x: tf.size(x), lambda x: tf.rank(x), lambda x: tf.reshape(x, [tf.shape(x)[0], -1]), lambda x: tf.reshape(x, tf.stack([tf.shape(x)[0] * 3, 4])), lambda x: tf.zeros_like(x), lambda x: tf.ones_like(x, dtype="int32"), lambda x: tf.identity(x), lambda x: tf.stop_gradient(x), lambda x: tf.broadcast_to(x[:, :1], [2, 3, 4]), lambda x: tf.fill(tf.shape(x)[:2], 1.5), lambda x: tf.zeros(tf.shape(x)), lambda x: tf.ones([tf.shape(x)[0], 2]), lambda x: tf.keras.backend.int_shape(x) and tf.reverse(x, [1]), lambda x: tf.reverse(x, axis=[0, -1]), lambda x: tf.roll(x, 1, axis=2), lambda x: tf.roll(x, shift=[1, -1], axis=[1, 2]), lambda i: tf.range(tf.shape(i)[1]))
    tfs("gather", lambda x: tf.gather(x, [0, 2], axis=1), lambda x: tf.gather(x, 1, axis=-1), lambda x, pos: tf.gather(x, pos, axis=1), lambda x, pos: tf.gather(x, pos, axis=1, batch_dims=1), lambda x, pos: tf.gather(x, pos[:, :1], batch_dims=1), lambda x: tf.gather(x, [1, 0]), lambda x, nd: tf.gather_nd(x, nd, batch_dims=1), lambda x, hor: tf.gather(x, hor // 2), lambda x: tf.gather_nd(x, [[0, 1], [1, 2]]))
    tfs("slicing", lambda x: x[:, 0], lambda x: x[..., 1], lambda x: x[:, tf.newaxis], lambda x: x[:, ::-1], lambda x: x[:, ::2, 1:3], lambda x: x[:, -1:, :-1], lambda x: x[0], lambda i: i[:, 1, -2], lambda b: b[:, :2], lambda x: x[:, 1:, ...], lambda x: tf.slice(x, [0, 1, 0], [2, 2, -1]), lambda x: tf.strided_slice(x, [0, 0, 1], [2, 3, 4], [1, 2, 1]), lambda x: tf.strided_slice(x, [0, 2], [2, 0], [1, -1]), lambda x: tf.strided_slice(x, [0, 1, 0], [0, 2, 3], begin_mask=1, end_mask=1, shrink_axis_mask=2), lambda x, pos: x[:, pos[0, 1]], lambda x: x[:, : tf.shape(x)[1] - 1])
    tfs("casting", lambda x: tf.cast(x, tf.int32), lambda x: tf.cast(x, "bool"), lambda b: tf.cast(b, tf.float32), lambda i: tf.cast(i, dtype=tf.float32), lambda x: tf.cast(x, tf.float64), lambda i: tf.cast(i, tf.int64), lambda x: tf.cast(x, tf.float16), lambda x: tf.saturate_cast(x, tf.int32), lambda x: tf.convert_to_tensor(x), lambda x: K.cast(x, "int32"))
    tfs("pad", lambda x: tf.pad(x, [[0, 0], [1, 2], [0, 1]]), lambda x: tf.pad(x, [[0, 0], [1, 2], [3, 1]], mode="REFLECT"), lambda x: tf.pad(x, [[0, 0], [3, 2], [1, 4]], "SYMMETRIC"), lambda x: tf.pad(x, [[0, 0], [1, 1], [0, 0]], constant_values=2.5), lambda x: tf.pad(x, [[0, 0], [1, 1], [0, 0]], "CONSTANT", 1.5))
    tfs("clip", lambda x: tf.clip_by_value(x, -0.5, 0.5), lambda i: tf.clip_by_value(i, -2, 3), lambda x: tf.clip_by_norm(x, 1.5), lambda x: tf.clip_by_norm(x, 0.5, axes=[-1]), lambda x, y: tf.clip_by_value(x, -1.0, y * y))
    tfs("one hot", lambda ids: tf.one_hot(ids, 6), lambda ids: tf.one_hot(ids, depth=4, axis=1), lambda ids: tf.one_hot(ids, 6, on_value=2.0, off_value=-1.0), lambda ids: tf.one_hot(ids, 6, dtype="int32"), lambda ids: tf.one_hot(ids, 6, True, False))
    tfs("ordering", lambda x: M.argmax(x), lambda x: M.argmax(x, axis=-1), lambda x: M.argmin(x, 1), lambda x: tf.argmax(x, axis=1, output_type=tf.int32), lambda x: tf.sort(x), lambda x: tf.sort(x, axis=1, direction="DESCENDING"), lambda x: tf.argsort(x), lambda x: tf.argsort(x, axis=1, direction="DESCENDING"), lambda x: M.top_k(x, 2)[0], lambda x: M.top_k(x, k=3)[1], lambda x: N.top_k(x, 2).values)
    tfs("running", lambda x: M.cumsum(x), lambda x: M.cumsum(x, axis=1), lambda x: M.cumsum(x, axis=-1, exclusive=True), lambda x: M.cumsum(x, 1, reverse=True), lambda x: M.cumprod(x, axis=1), lambda x: M.cumsum(x, 2, True, True), lambda i: M.cumsum(i, axis=1))
    tfs("segments", lambda rows, seg: M.unsorted_segment_sum(rows, seg, 4), lambda rows, seg: M.unsorted_segment_max(rows, seg, num_segments=3), lambda rows, seg: M.unsorted_segment_mean(rows, seg, 3), lambda rows: M.segment_sum(rows, [0, 0, 1, 1, 2]), lambda rows: M.segment_mean(rows, [0, 0, 1, 3, 3]))
    tfs("matrices", lambda x, y: tf.matmul(x, y, transpose_b=True), lambda x, y: A.matmul(x, y, True), lambda x, m: tf.matmul(m, x), lambda x, y: tf.tensordot(x, y, axes=[[1, 2], [1, 2]]), lambda x, m: tf.tensordot(m, x[0], 1), lambda x: tf.norm(x), lambda x: tf.norm(x, axis=1), lambda x: tf.norm(x, ord=1, axis=-1, keepdims=True), lambda x: A.norm(x, axis=[1, 2]), lambda x: A.band_part(x, -1, 0), lambda x: A.band_part(x, 1, 1), lambda m: A.diag_part(m), lambda w: A.diag(w), lambda m: A.trace(m), lambda m: A.det(m), lambda pd: A.inv(pd), lambda pd: A.cholesky(pd), lambda pd, rhs: A.solve(pd, rhs), lambda x: A.matrix_transpose(x), lambda m: A.set_diag(m, m[:, 0]), lambda a, e: A.cross(a, e), lambda x: A.l2_normalize(x, axis=-1), lambda a, pd: A.matvec(pd, a))
    tfs("nn", *[eval(f"lambda x: N.{n}(x)") for n in "relu relu6 elu selu sigmoid tanh softplus softsign silu swish gelu leaky_relu softmax log_softmax crelu l2_normalize".split()], lambda x: N.leaky_relu(x, alpha=0.4), lambda x: N.softmax(x, axis=1), lambda x: N.gelu(x, approximate=True), lambda x: N.l2_normalize(x, axis=-1), lambda x: N.l2_normalize(x, axis=[1, 2], epsilon=0.5), lambda x: N.silu(x, beta=1.5), lambda x: N.log_softmax(x, 1), lambda x: N.bias_add(x, kernel(4)), lambda x: N.moments(x, axes=[1]), lambda x: N.moments(x, [0, 1], keepdims=True), lambda x: N.batch_normalization(x, kernel(4), kernel(4) ** 2 + 0.5, kernel(4) + 1, kernel(4) - 2, 0.01), lambda x: N.batch_normalization(x, kernel(4), kernel(4) ** 2 + 0.5, None, None, 0.01), lambda x, y: N.l2_loss(x), lambda x: N.zero_fraction(x))
    tfs("nn losses", lambda tar, log: N.softmax_cross_entropy_with_logits(tar, log), lambda tar, log: N.sigmoid_cross_entropy_with_logits(labels=tar, logits=log), lambda hor, log: N.sparse_softmax_cross_entropy_with_logits(labels=hor, logits=log), lambda tar, log: keras.losses.mean_squared_error(tar, log))
    tfs("nn conv", lambda img: N.conv2d(img, kernel(3, 2, 2, 3), strides=1, padding="VALID"), lambda img: N.conv2d(img, kernel(2, 3, 2, 2), [1, 2, 1, 1], "SAME"), lambda img: N.conv2d(img, kernel(2, 2, 2, 2), 1, "SAME", dilations=2), lambda img: N.depthwise_conv2d(img, kernel(3, 2, 2, 2), [1, 1, 1, 1], "SAME"), lambda seq: N.conv1d(seq, kernel(3, 2, 4), stride=2, padding="SAME"), lambda img: N.separable_conv2d(img, kernel(3, 2, 2, 2), kernel(1, 1, 4, 3), [1, 1, 1, 1], "VALID"), lambda img: N.convolution(img, kernel(3, 2, 2, 3), padding="SAME"), lambda img: N.conv2d(img, kernel(3, 3, 2, 2), 1, [[0, 0], [1, 1], [2, 0], [0, 0]]))
    tfs("nn pool", lambda img: N.max_pool2d(img, 2, 2, "VALID"), lambda img: N.avg_pool2d(img, ksize=[2, 3], strides=[1, 2], padding="SAME"), lambda img: N.max_pool(img, [1, 2, 2, 1], [1, 2, 2, 1], "SAME"), lambda img: N.avg_pool(img, 3, 1, "VALID"), lambda seq: N.max_pool1d(seq, 3, 2, "SAME"), lambda seq: N.avg_pool1d(seq, 2, 2, "VALID"), lambda sp: N.depth_to_space(sp, 2), lambda sp: N.space_to_depth(sp, block_size=2), lambda sp: tf.space_to_batch(sp, [2, 2], [[0, 0], [0, 0]]) if False else N.depth_to_space(sp, 2, data_format="NHWC"))
    for how in ["bilinear", "nearest", "bicubic", "area", "lanczos3"]:
        tfs(f"image resize {how}", lambda img: tf.image.resize(img, (3, 9), method=how), lambda img: tf.image.resize(img, [7, 4], how, antialias=True), lambda i: tf.image.resize(tf.expand_dims(i, -1), (2, 6), method=how), lambda img: tf.image.resize(img, tf.shape(img)[1:3] * 2, method=how))
    tfs("image", lambda img: tf.image.flip_left_right(img), lambda img: tf.image.flip_up_down(img), lambda rgb: tf.image.rgb_to_grayscale(rgb), lambda img: tf.image.central_crop(img, 0.5), lambda img: tf.image.crop_to_bounding_box(img, 1, 2, 3, 3), lambda img: tf.image.pad_to_bounding_box(img, 1, 2, 8, 9), lambda img: tf.image.resize_with_crop_or_pad(img, 7, 4), lambda img: tf.image.per_image_standardization(img), lambda img: tf.image.adjust_contrast(img, 1.5), lambda img: tf.image.adjust_brightness(img, 0.25), lambda rgb: tf.image.rgb_to_hsv(rgb), lambda rgb: tf.image.hsv_to_rgb(rgb), lambda rgb: tf.image.grayscale_to_rgb(rgb[..., :1]), lambda img: tf.image.transpose(img))
    tfs("compat", lambda x: tf.compat.v1.transpose(x, [0, 2, 1]), lambda img: tf.compat.v1.image.resize_bilinear(img, (10, 12)), lambda img: tf.compat.v1.image.resize_nearest_neighbor(img, (10, 12)), lambda img: tf.compat.v1.image.resize_bilinear(img, (9, 11), align_corners=True), lambda x: tf.compat.v1.reduce_sum(x, axis=1), lambda x: tf.compat.v1.squeeze(x[:, :1], 1), lambda x, p: tf.compat.v1.div(x, p), lambda x: tf.compat.v1.expand_dims(x, 1), lambda x: tf.compat.v1.pad(x, [[0, 0], [1, 0], [0, 0]]), lambda x: tf.compat.v1.gather(x, [0, 1], axis=1))
    tfs("keras backend", lambda x: K.sum(x, axis=1), lambda x: K.mean(x, axis=-1, keepdims=True), lambda x: K.max(x, axis=1), lambda x: K.min(x), lambda x, y: K.concatenate([x, y], axis=1), lambda x: K.expand_dims(x, 1), lambda x: K.squeeze(x[:, :1], 1), lambda x: K.reshape(x, (-1, 6)), lambda x: K.permute_dimensions(x, (0, 2, 1)), lambda x, m: K.dot(x, kernel(4, 2)), lambda x, y: K.batch_dot(x, y, axes=(2, 2)), lambda x: K.softmax(x), lambda x: K.l2_normalize(x, axis=-1), lambda x: K.exp(x), lambda p: K.log(p), lambda x: K.square(x), lambda p: K.sqrt(p), lambda x: K.abs(x), lambda x: K.clip(x, -0.5, 0.5), lambda x, y: K.maximum(x, y), lambda x, y: K.equal(x, y), lambda x: K.relu(x, alpha=0.1, max_value=1.0), lambda x: K.sigmoid(x), lambda x: K.tanh(x), lambda x: K.repeat_elements(x, 2, axis=1), lambda w: K.repeat(w, 3), lambda x: K.argmax(x), lambda x: K.stack([x, x], axis=1), lambda x: K.flatten(x), lambda x: K.cast(x, "int32"), lambda x: K.shape(x), lambda x: K.ones_like(x), lambda x: K.zeros_like(x), lambda x: K.var(x, axis=1), lambda x: K.std(x), lambda x: K.prod(x, axis=1), lambda x: K.cumsum(x, axis=1), lambda x: K.pow(x, 2), lambda x: K.round(x * 4.0), lambda x: K.sign(x), lambda x: K.tile(x, [1, 2, 1]), lambda x: K.gather(x, [1, 0]), lambda ids: K.one_hot(ids, 6), lambda img: K.resize_images(img, 2, 2, "channels_last"), lambda img: K.spatial_2d_padding(img, ((1, 0), (2, 1))), lambda x, y: K.switch(x > y, x, y), lambda x: K.hard_sigmoid(x), lambda x: K.elu(x, 0.5), lambda x: K.softplus(x), lambda x: K.softsign(x), lambda x: K.reverse(x, 1), lambda x: K.temporal_padding(x, (1, 2)), lambda x: K.any(x > 1.0, axis=1), lambda x: K.all(x < 1.0, axis=1), lambda x: K.logsumexp(x, axis=1), lambda x: K.bias_add(x, kernel(4)), lambda img: K.conv2d(img, kernel(3, 3, 2, 2), padding="same"), lambda img: K.pool2d(img, (2, 2), pool_mode="avg"), lambda x: K.slice(x, [0, 1, 0], [2, 1, 3]), lambda x: K.greater(x, 0.0), lambda x: K.not_equal(x, 0.0), lambda x: K.sin(x), lambda x: K.cos(x), lambda x: K.transpose(x[0]), lambda x: K.minimum(x, 0.0), lambda x: K.stop_gradient(x), lambda x: K.identity(x))
    tfs("several outputs", lambda x: tf.split(x, 2, axis=2)[1] + tf.split(x, 2, axis=2)[0], lambda x: tf.unstack(x, axis=1)[2], lambda x: N.moments(x, [1])[1] * 2.0, lambda x: M.top_k(x, 2)[1] * 2, lambda x: tf.add_n([x, x * 2.0, x]), lambda x: tf.nn.softmax(tf.concat(tf.split(x, 4, 2)[::-1], 2)))

    try:
        from keras.src.engine.base_layer import TensorFlowOpLayer
    except ModuleNotFoundError:  # before 2.13
        from keras.engine.base_layer import TensorFlowOpLayer

    def node(name, build, *shapes, batch=2):
        """One operation of a graph as Keras 2.2 to 2.4 kept it; what is no placeholder is a constant."""
        graph = tf.Graph()
        with graph.as_default():
            places = [tf.compat.v1.placeholder("float32", (None, *s), name=f"p{i}") for i, s in enumerate(shapes)]
            made = build(*places)
            op = (made[0] if isinstance(made, (list, tuple)) else made).op
            constants = {i: tf.get_static_value(t) for i, t in enumerate(op.inputs) if t.op.type == "Const"}
        def call(*tensors):
            layer = TensorFlowOpLayer(op.node_def.SerializeToString() and json.loads(json.dumps(__import__("google.protobuf.json_format").protobuf.json_format.MessageToDict(op.node_def))), name.replace(" ", "_"), constants)
            return layer(list(tensors) if len(tensors) > 1 else tensors[0])
        case(f"tf node {name}", [((s), "float32") for s in shapes], call, batch=batch)
    x34 = (3, 4)
    node("add constant", lambda x: x + 2.0, x34)
    node("sub from constant", lambda x: 2.5 - x, x34)
    node("mul two", lambda x, y: x * y, x34, x34)
    node("real div", lambda x: x / [1.0, 2.0, 4.0, 8.0], x34)
    node("relu6", lambda x: tf.nn.relu6(x), x34)
    node("leaky relu", lambda x: tf.nn.leaky_relu(x, 0.3), x34)
    node("mean", lambda x: tf.reduce_mean(x, [1]), x34)
    node("sum keep", lambda x: tf.reduce_sum(x, -1, keepdims=True), x34)
    node("concat", lambda x, y: tf.concat([x, y], 2), x34, x34)
    node("pack", lambda x, y: tf.stack([x, y], 1), x34, x34)
    node("unpack", lambda x: tf.unstack(x, axis=1), x34)
    node("split", lambda x: tf.split(x, 2, 2), x34)
    node("split sizes", lambda x: tf.split(x, [1, 3], 2), x34)
    node("reshape", lambda x: tf.reshape(x, [-1, 6]), x34)
    node("transpose", lambda x: tf.transpose(x, [0, 2, 1]), x34)
    node("expand dims", lambda x: tf.expand_dims(x, 1), x34)
    node("squeeze", lambda x: tf.squeeze(x, [1]), (1, 4))
    node("strided slice", lambda x: x[:, 1:, ::2], x34)
    node("strided slice shrink", lambda x: x[:, -1], x34)
    node("cast", lambda x: tf.cast(x, tf.int32), x34)
    node("tile", lambda x: tf.tile(x, [1, 2, 1]), x34)
    node("gather", lambda x: tf.gather(x, [2, 0], axis=1), x34)
    node("pad", lambda x: tf.pad(x, [[0, 0], [1, 0], [0, 2]]), x34)
    node("matmul", lambda x, y: tf.matmul(x, y, transpose_b=True), x34, x34)
    node("greater", lambda x: x > 0.25, x34)
    node("resize bilinear", lambda x: tf.compat.v1.image.resize_bilinear(x, (7, 9)), (4, 5, 2))
    node("resize nearest", lambda x: tf.compat.v1.image.resize_nearest_neighbor(x, (8, 10), half_pixel_centers=True), (4, 5, 2))
    node("depth to space", lambda x: tf.nn.depth_to_space(x, 2), (2, 3, 8))
    node("argmax", lambda x: tf.argmax(x, 2), x34)
    node("softmax", lambda x: tf.nn.softmax(x), x34)
    node("cumsum", lambda x: tf.cumsum(x, 1, reverse=True), x34)
    node("clip", lambda x: tf.raw_ops.ClipByValue(t=x, clip_value_min=-0.5, clip_value_max=0.5), x34)
