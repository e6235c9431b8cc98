# Read by make.py: models called with training=True, every layer's output. Nothing here is random: rates of 0, or of 1.
taught = lambda model, fed: model(fed if len(fed) > 1 else fed[0], training=True)
line, box, picture, film = (5,), (4, 3), (3, 4, 2), (2, 3, 2, 4)
words = [[3, 1, 0, 0], [2, 5, 4, 0]]
steps = [[1, 1, 0, 1], [0, 1, 1, 0]]


def trained(name, inputs, build, **more):
    case(name, inputs, build, answer=taught, **more)


def chain(*layers):
    """All outputs of layers in a row."""
    def build(x):
        outputs = []
        for made in layers:
            x = made(x)
            outputs.append(x)
        return outputs
    return build


for shape in (line, box, picture, film):
    rank = len(shape) + 1
    for axis in sorted({1, max(1, rank - 2), rank - 1}):
        trained(f"batchnorm rank {rank} axis {axis}", [shape], lambda x: L.BatchNormalization(axis=axis, epsilon=0.01)(x), batch=4)
    trained(f"batchnorm rank {rank} plain", [shape], lambda x: L.BatchNormalization(scale=False, center=False)(x), batch=3)
    trained(f"batchnorm rank {rank} far from zero", [shape], lambda x: L.BatchNormalization()(x * 0.25 + 2.0), batch=3)
trained("batchnorm of one sample", [box], lambda x: L.BatchNormalization()(x), batch=1)
trained("batchnorm of one value", [line], lambda x: L.BatchNormalization()(x), batch=1)
trained("batchnorm frozen", [box], lambda x: L.BatchNormalization(trainable=False)(x))
trained("batchnorm synchronized", [box], lambda x: L.BatchNormalization(synchronized=True)(x))
trained("batchnorm called twice", [line, line], lambda a, b: (lambda n: [n(a), n(b), n(n(a))])(L.BatchNormalization()), batch=4)
for role, clip in (("none", None), ("all", {"rmin": 0.5, "rmax": 1.5, "dmax": 0.25}), ("some", {"rmax": 1.25})):
    renorm = {"renorm": True, "renorm_clipping": clip}
    trained(f"batchnorm renorm {role}", [box], lambda x: L.BatchNormalization(**renorm)(x), batch=3, shift={"renorm_stddev": 1.75})
    trained(f"batchnorm renorm plain {role}", [picture], lambda x: L.BatchNormalization(axis=1, scale=False, center=False, **renorm)(x), batch=3)
    trained(f"batchnorm renorm center {role}", [picture], lambda x: L.BatchNormalization(scale=False, **renorm)(x), shift={"renorm_stddev": 1.75})
mask_of = lambda make: lambda x, m: make()(x, mask=m)
trained("batchnorm masked", [(4, 3), ((4,), "bool")], mask_of(lambda: L.BatchNormalization()), values=[None, steps])
trained("batchnorm masked by words", [((4,), "int32")], lambda x: chain(L.Embedding(6, 3, mask_zero=True), L.BatchNormalization(), L.LSTM(2))(x), values=[words])
VERSION = tuple(int(part) for part in keras.__version__.split(".")[:2])
# From 3.0 on until some time before 3.15 masked steps were counted once for all channels: refused.
if not K3 or VERSION >= (3, 15):
    trained("batchnorm masked in the middle", [(4, 3), ((4,), "bool")], mask_of(lambda: L.BatchNormalization(axis=1)), values=[None, steps])
trained("batchnorm masked one channel", [(4, 1), ((4,), "bool")], mask_of(lambda: L.BatchNormalization()), values=[None, steps])
trained("batchnorm masked frozen", [(4, 3), ((4,), "bool")], mask_of(lambda: L.BatchNormalization(trainable=False)), values=[None, steps])
plane = np.arange(24).reshape(2, 3, 4) % 5 > 0
trained("batchnorm masked picture", [picture, ((3, 4), "bool")], mask_of(lambda: L.BatchNormalization()), values=[None, plane])
if not K3:
    trained("batchnorm masked picture renorm", [picture, ((3, 4), "bool")], mask_of(lambda: L.BatchNormalization(renorm=True)), values=[None, plane], shift={"renorm_stddev": 1.75})
    trained("batchnorm two axes", [box], lambda x: L.BatchNormalization(axis=[1, 2])(x), batch=3)
    trained("sync batchnorm", [box], lambda x: tf.keras.layers.experimental.SyncBatchNormalization()(x), batch=3)
for policy in ("mixed_float16", "mixed_bfloat16"):
    trained(f"batchnorm {policy}", [box], lambda x: L.BatchNormalization(dtype=policy)(x), batch=4)
for kind, options in (("LayerNormalization", {}), ("UnitNormalization", {}), ("GroupNormalization", {"groups": 3})):
    trained(f"{kind}", [box], lambda x: getattr(L, kind)(**options)(x))

still = {"Dropout": line, "AlphaDropout": line, "GaussianDropout": line, "GaussianNoise": line, "SpatialDropout1D": box, "SpatialDropout2D": picture, "SpatialDropout3D": film}
for kind, shape in still.items():
    trained(f"{kind} of nothing", [shape], lambda x: chain(L.Activation("tanh"), getattr(L, kind)(0.0), L.Activation("relu"))(x))
    trained(f"{kind} of nothing keeps masks", [((4,), "int32")], lambda x: chain(L.Embedding(6, 3, mask_zero=True), getattr(L, kind)(0.0), L.GRU(2))(x), values=[words]) if shape in (line, box) else None
if K3:
    trained("everything dropped", [line], lambda x: chain(L.Dropout(1.0), L.Dense(2))(x))
    trained("all channels dropped", [picture], lambda x: L.SpatialDropout2D(1.0)(x))
    trained("simple rnn dropped", [box], lambda x: [L.SimpleRNN(3, dropout=1.0)(x), L.SimpleRNN(3, recurrent_dropout=1.0)(x)])
    trained("lstm ignores one", [box], lambda x: [L.LSTM(3, dropout=1.0)(x), L.GRU(3, recurrent_dropout=1.0)(x)])
for kind in ("SimpleRNN", "LSTM", "GRU"):
    trained(f"{kind}", [box], lambda x: getattr(L, kind)(3, return_sequences=True)(x))
    trained(f"{kind} both ways", [box], lambda x: L.Bidirectional(getattr(L, kind)(2))(x))
trained("convlstm", [(3, 4, 4, 1)], lambda x: L.ConvLSTM2D(2, 2)(x))
trained("attention", [box, (2, 3)], lambda a, b: list(L.MultiHeadAttention(2, 3)(a, b, return_attention_scores=True)) + [L.Attention()([a, b]), L.AdditiveAttention()([a, b])])

residual = lambda x: (lambda y, z: [y, z, L.ReLU()(L.Add()([x, z]))])(*chain(L.Conv2D(2, 3, padding="same"), L.BatchNormalization())(x))
trained("residual block", [picture], residual, batch=4)
trained("network", [picture], chain(L.Conv2D(4, 2), L.BatchNormalization(), L.ReLU(), L.Dropout(0.0), L.GlobalAveragePooling2D(), L.Dense(3), L.BatchNormalization(), L.Softmax()), batch=5)

block = lambda size=5, **more: S([I((size,)), L.Dense(4, **more), L.BatchNormalization(**more), L.Dropout(0.0)])
I, M, S = keras.Input, keras.Model, keras.Sequential
branches = lambda: (lambda a: M(a, (lambda y: [y, L.BatchNormalization()(y)])(L.Dense(3)(a))))(I(line))
trained("nested", [line], lambda x: (lambda y: [y, L.BatchNormalization()(y)])(block()(x)), batch=4)
trained("nested with outputs", [line], lambda x: branches()(x), batch=4)
trained("nested deep", [line], lambda x: (lambda a: M(a, L.BatchNormalization()(block()(a))))(I(line))(x), batch=4)
trained("nested twice", [line], lambda x: (lambda m: [m(x), m(L.Dense(5)(x))])(block()), batch=4)
trained("nested frozen inside", [line], lambda x: block(trainable=False)(x), batch=4)


def frozen(made, thaw=False):
    made.trainable = False
    if thaw:
        for inner in made.layers:
            if inner.weights:
                inner.trainable = True
    return made


trained("nested frozen whole", [line], lambda x: (lambda y: [y, L.BatchNormalization()(y)])(frozen(block())(x)), batch=4)
if K3:
    trained("nested frozen and thawed", [line], lambda x: frozen(block(), True)(x), batch=4)
for said in (True, False, None):
    trained(f"layer told {said}", [line], lambda x: (lambda y: [y, L.BatchNormalization()(y)])(L.BatchNormalization()(x, training=said)), batch=4)
    trained(f"dropout of nothing told {said}", [line], lambda x: L.Dropout(0.0)(x, training=said))
    trained(f"nested told {said}", [line], lambda x: (lambda y: [y, L.BatchNormalization()(y)])(block()(x, training=said)), batch=4)
    trained(f"deep told {said}", [line], lambda x: (lambda a: M(a, L.BatchNormalization()(block()(a, training=said))))(I(line))(x), batch=4)
    trained(f"deep told True inside {said}", [line], lambda x: (lambda a: M(a, L.BatchNormalization()(block()(a, training=True))))(I(line))(x, training=said), batch=4)
    trained(f"time distributed told {said}", [box], lambda x: L.TimeDistributed(L.BatchNormalization())(x, training=said), batch=4)
    trained(f"bidirectional told {said}", [box], lambda x: L.Bidirectional(L.GRU(2))(x, training=said))
    if not K3:
        trained(f"random told False, not {said}", [line], lambda x: L.Dropout(0.5)(L.BatchNormalization()(x), training=False), batch=4)
trained("time distributed", [box], lambda x: L.TimeDistributed(L.BatchNormalization())(x), batch=4)
trained("time distributed frozen", [box], lambda x: L.TimeDistributed(L.BatchNormalization(trainable=False))(x), batch=4)
trained("time distributed model", [(3, 5)], lambda x: L.TimeDistributed(block())(x), batch=4)
trained("time distributed picture", [(2, 4, 4, 1)], lambda x: L.TimeDistributed(S([I((4, 4, 1)), L.Conv2D(2, 2), L.BatchNormalization(), L.Flatten()]))(x), batch=3)
trained("time distributed masked", [(4, 3), ((4,), "bool")], lambda x, m: L.TimeDistributed(L.Dense(2))(L.BatchNormalization()(x, mask=m), mask=m), values=[None, steps])
trained("time distributed dense", [box], lambda x: L.TimeDistributed(L.Dense(2))(x))

SPECTRAL = hasattr(L, "SpectralNormalization")
for rounds in (1, 3) if SPECTRAL else ():
    trained(f"spectral dense {rounds}", [line], lambda x: L.SpectralNormalization(L.Dense(3), power_iterations=rounds)(x))
if SPECTRAL:
    trained("spectral conv", [picture], lambda x: L.SpectralNormalization(L.Conv2D(3, 2, activation="relu"), power_iterations=2)(x))
    trained("spectral embedding", [((4,), "int32")], lambda x: L.SpectralNormalization(L.Embedding(6, 3))(x), values=[words])
    trained("spectral then batchnorm", [line], chain(L.SpectralNormalization(L.Dense(3)), L.BatchNormalization()), batch=4)
if K3:
    trained("pipeline", [(4, 4, 3)], lambda x: L.Pipeline([L.Rescaling(0.1), L.CenterCrop(2, 2)])(x))
    trained("auto contrast", [(4, 4, 3)], lambda x: L.AutoContrast(value_range=(-2, 2))(x))
trained("rescaling", [(4, 4, 3)], lambda x: L.Rescaling(0.1)(L.CenterCrop(2, 2)(x)))
