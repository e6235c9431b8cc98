# Where masks go, end and count. Read by make.py.
VERSION = tuple(int(part) for part in keras.__version__.split(".")[:2])
ids = ((4,), "int32")
tokens = [[[2, 3, 0, 0], [4, 0, 5, 1]]]
two = [[[2, 3, 0, 0], [4, 0, 5, 1]], [[0, 3, 1, 0], [1, 1, 0, 0]]]
embed = lambda width=3: L.Embedding(6, width, mask_zero=True)
read = lambda y: L.LSTM(2)(y)
steps = lambda y: L.LSTM(2, return_sequences=True)(y)


def through(name, make, **more):
    """A layer between a masked embedding and a reader of masks."""
    case(f"through {name}", [ids], lambda x: read(make()(embed()(x))), values=tokens, **more)


PASS = {
    "dense": lambda: L.Dense(3, activation="relu"), "activation": lambda: L.Activation("tanh"), "relu": lambda: L.ReLU(), "leaky": lambda: L.LeakyReLU(),
    "elu": lambda: L.ELU(), "prelu": lambda: L.PReLU(), "dropout": lambda: L.Dropout(0.5), "spatial dropout": lambda: L.SpatialDropout1D(0.5),
    "noise": lambda: L.GaussianNoise(0.1), "gaussian dropout": lambda: L.GaussianDropout(0.1), "alpha dropout": lambda: L.AlphaDropout(0.1),
    "batchnorm": lambda: L.BatchNormalization(), "layernorm": lambda: L.LayerNormalization(), "unitnorm": lambda: L.UnitNormalization(),
    "groupnorm": lambda: L.GroupNormalization(groups=3), "activity": lambda: L.ActivityRegularization(0.1), "lstm": lambda: L.LSTM(3, return_sequences=True),
    "gru": lambda: L.GRU(3, return_sequences=True), "bidirectional": lambda: L.Bidirectional(L.LSTM(2, return_sequences=True)),
    "time distributed": lambda: L.TimeDistributed(L.Dense(3)), "masking": lambda: L.Masking(0.5),
    "rescaling": lambda: L.Rescaling(2.0), "softmax": lambda: L.Softmax(axis=2) if not K3 else L.Activation("softmax"),
}
for name, make in PASS.items():
    through(name, make)
if not K3:
    through("thresholded relu", lambda: L.ThresholdedReLU(0.2))
if hasattr(L, "Identity"):
    through("identity", lambda: L.Identity())
through("einsum dense", lambda: L.EinsumDense("abc,cd->abd", (None, 3))) if K3 else None
through("reshape", lambda: L.Reshape((2, 6))) if K3 else None
through("permute", lambda: L.Permute((2, 1))) if K3 else None
through("conv", lambda: L.Conv1D(2, 2)) if K3 else None
through("pool", lambda: L.MaxPooling1D(2)) if K3 else None
through("padding", lambda: L.ZeroPadding1D(1)) if K3 else None
through("cropping", lambda: L.Cropping1D(1)) if K3 else None
through("upsampling", lambda: L.UpSampling1D(2)) if K3 else None
through("normalization", lambda: L.Normalization(mean=0.2, variance=2.0)) if K3 else None
through("rms", lambda: L.RMSNormalization()) if VERSION >= (3, 9) else None
case("average pooling", [ids], lambda x: L.GlobalAveragePooling1D()(embed()(x)), values=tokens)
case("average pooling empty row", [ids], lambda x: L.GlobalAveragePooling1D()(embed()(x)), values=[[[0, 0, 0, 0], [4, 0, 5, 1]]])
case("max pooling", [ids], lambda x: L.GlobalMaxPooling1D()(embed()(x)), values=tokens) if K3 else None
case("flatten", [ids], lambda x: L.Dense(2)(L.Flatten()(embed()(x))), values=tokens) if K3 else None
case("masking", [(4, 3)], lambda x: steps(L.Masking(0.0)(x)), values=[np.pad(numbers(rng("m"), (2, 2, 3)), ((0, 0), (1, 1), (0, 0)))])
case("masking rank 4", [(3, 2, 3)], lambda x: L.TimeDistributed(L.LSTM(2))(L.Masking(0.0)(x)), values=[np.pad(numbers(rng("m4"), (2, 3, 1, 3)), ((0, 0), (0, 0), (0, 1), (0, 0)))])
case("masking nan", [(2, 2)], lambda x: L.Masking(0.0)(x), values=[[[[0, 0], [1, float("nan")]], [[0, 0], [1, 2]]]])
case("masking value", [(4, 3)], lambda x: steps(L.Masking(-1.0)(x)), values=[np.where(np.arange(24).reshape(2, 4, 3) // 3 % 3 == 1, -1.0, numbers(rng("mv"), (2, 4, 3)))])
case("masking two in turn", [(4, 2)], lambda x: steps(L.Masking(1.0)(L.Masking(0.0)(x))), values=[[[[0, 0], [1, 1], [2, 1], [3, 4]], [[1, 1], [0, 0], [1, 2], [0, 1]]]])
case("masks of one tensor twice", [ids], lambda x: (lambda e: L.Add()([steps(e), steps(L.Dense(3)(e))]))(embed()(x)), values=tokens)
case("mask given", [(4, 3), ((4,), "bool")], lambda x, m: steps(L.LSTM(2, return_sequences=True)(x, mask=m)), values=[None, [[1, 1, 0, 1], [0, 1, 1, 0]]])
case("mask given over its own", [ids, ((4,), "bool")], lambda x, m: steps(L.LSTM(2, return_sequences=True)(embed()(x), mask=m)), values=[tokens[0], [[1, 1, 0, 1], [0, 1, 1, 0]]])
case("mask none given", [ids], lambda x: steps(L.LSTM(2, return_sequences=True)(embed()(x), mask=None)), values=tokens)
case("mask given to batchnorm", [(4, 3), ((4,), "bool")], lambda x, m: steps(L.BatchNormalization()(x, mask=m)), values=[None, [[1, 1, 0, 1], [0, 1, 1, 0]]])
case("mask given to pooling", [(4, 3), ((4,), "bool")], lambda x, m: L.GlobalAveragePooling1D()(x, mask=m), values=[None, [[1, 1, 0, 1], [0, 1, 1, 0]]])
case("mask given to softmax goes on", [(4, 3), ((4, 3), "bool")], lambda x, m: L.Softmax()(x, mask=m), values=[None, np.random.default_rng(1).integers(0, 2, (2, 4, 3))])
MERGES = {"add": lambda: L.Add(), "multiply": lambda: L.Multiply(), "average": lambda: L.Average(), "maximum": lambda: L.Maximum(), "minimum": lambda: L.Minimum(), "subtract": lambda: L.Subtract(), "concatenate": lambda: L.Concatenate(), "concatenate steps": lambda: L.Concatenate(axis=1)}
for name, make in MERGES.items():
    case(f"merge {name} both", [ids, ids], lambda a, b: steps(make()([embed()(a), embed()(b)])), values=two)
    if K3 or name != "concatenate steps":
        case(f"merge {name} one", [ids, (4, 3)], lambda a, b: steps(make()([embed()(a), b])), values=[two[0], None])
        case(f"merge {name} other", [ids, (4, 3)], lambda a, b: steps(make()([b, embed()(a)])), values=[two[0], None])
for name in ("add", "multiply", "maximum", "minimum", "average"):
    case(f"merge {name} three", [ids, ids, (4, 3)], lambda a, b, c: steps(MERGES[name]()([embed()(a), c, embed()(b)])), values=[*two, None])
    case(f"merge {name} ranks", [ids, (3,)], lambda a, b: steps(MERGES[name]()([embed()(a), b])), values=[two[0], None])
    case(f"merge {name} values", [ids, ids], lambda a, b: MERGES[name]()([embed()(a), embed()(b)]), values=two)
case("dot masked", [ids, ids], lambda a, b: L.Dot(axes=2)([embed()(a), embed()(b)]), values=two)
inside = L.TimeDistributed
case("time distributed over embeddings", [((2, 4), "int32")], lambda x: inside(L.LSTM(2))(embed()(x)), values=[[two[0], two[1]]])
case("time distributed read on", [((2, 4), "int32")], lambda x: inside(L.LSTM(2))(inside(L.LSTM(3, return_sequences=True))(embed()(x))), values=[[two[0], two[1]]])
case("time distributed bidirectional", [((2, 4), "int32")], lambda x: inside(L.Bidirectional(L.GRU(2)))(embed()(x)), values=[[two[0], two[1]]])
case("time distributed pooling", [((2, 4), "int32")], lambda x: inside(L.GlobalAveragePooling1D())(embed()(x)), values=[[two[0], two[1]]])
case("time distributed model", [((2, 4), "int32")], lambda x: inside(keras.Sequential([keras.Input((4, 3)), L.Dense(3), L.LSTM(2)]))(embed()(x)), values=[[two[0], two[1]]])
case("time distributed dense steps", [ids], lambda x: read(inside(keras.Sequential([keras.Input((3,)), L.Dense(2)]))(embed()(x))), values=tokens)
case("time distributed batchnorm", [ids], lambda x: read(inside(L.BatchNormalization())(embed()(x))), values=tokens)
case("time distributed mask given", [(4, 3), ((4,), "bool")], lambda x, m: read(inside(L.Dense(3))(x, mask=m)), values=[None, [[1, 1, 0, 1], [0, 1, 1, 0]]])
if not K3:
    case("time distributed masking inside", [(2, 4, 3)], lambda x: inside(L.LSTM(2))(inside(L.Masking(0.0))(x)), values=[np.pad(numbers(rng("tm"), (2, 2, 3, 3)), ((0, 0), (0, 0), (0, 1), (0, 0)))])
    case("time distributed outer mask left", [((2, 4), "int32")], lambda x: read(inside(L.LSTM(3))(embed()(x))), values=[[[[1, 0, 0, 2], [0, 0, 0, 0]], two[1]]])
    case("time distributed embedding inside", [((2, 4), "int32")], lambda x: inside(L.LSTM(2))(inside(embed())(x)), values=[[two[0], two[1]]])
case("bidirectional", [ids], lambda x: L.Bidirectional(L.LSTM(2, return_sequences=True), merge_mode="sum")(embed()(x)), values=tokens)
case("bidirectional two", [ids], lambda x: [steps(y) for y in L.Bidirectional(L.LSTM(2, return_sequences=True), merge_mode=None)(embed()(x))], values=tokens)
case("bidirectional last", [ids], lambda x: L.Bidirectional(L.GRU(2), merge_mode="mul")(embed()(x)), values=tokens)
case("recurrent states", [ids], lambda x: steps(L.GRU(3, return_sequences=True, return_state=True)(embed()(x))[0]), values=tokens)
nested = lambda *layers: keras.Sequential(list(layers))
case("nested model", [ids], lambda x: read(nested(keras.Input((4,), dtype="int32"), embed(), L.Dense(3))(x)), values=tokens)
case("nested reader", [ids], lambda x: nested(keras.Input((4, 3)), L.Dense(3), L.LSTM(2))(embed()(x)), values=tokens)
case("nested ends mask", [ids], lambda x: read(nested(keras.Input((4, 3)), L.Dense(3))(embed()(x))), values=tokens)
case("nested mask given", [(4, 3), ((4,), "bool")], lambda x, m: nested(keras.Input((4, 3)), L.Dense(3), L.LSTM(2))(x, mask=m), values=[None, [[1, 1, 0, 1], [0, 1, 1, 0]]])
case("nested mask given over its own", [ids, ((4,), "bool")], lambda x, m: nested(keras.Input((4, 3)), L.Dense(3), L.LSTM(2, return_sequences=True))(embed()(x), mask=m), values=[tokens[0], [[1, 1, 0, 1], [0, 1, 1, 0]]])




case("nested mask given stays", [(4, 3), ((4,), "bool")], lambda x, m: (lambda y: [y, L.LSTM(2)(L.Add()([L.Dense(3)(x), L.Dense(3)(L.RepeatVector(4)(y))]))])(nested(keras.Input((4, 3)), L.LSTM(2))(x, mask=m)), values=[None, [[1, 1, 0, 1], [0, 1, 1, 0]]])


def given_then_read(x, m):
    y = nested(keras.Input((4, 3)), L.LSTM(2, return_sequences=True))(x, mask=m)
    late = L.Concatenate()([L.LSTM(2, return_sequences=True)(x), y])
    return L.LSTM(2)(late)


case("nested mask given then read", [(4, 3), ((4,), "bool")], given_then_read, values=[None, [[1, 1, 0, 1], [0, 1, 1, 0]]])


def two_masks(a, b):
    left, right = keras.Input((4, 3)), keras.Input((4, 3))
    inner = keras.Model([left, right], L.LSTM(2)(L.Add()([left, right])))
    return inner([embed()(a), embed()(b)])


case("nested two masks", [ids, ids], two_masks, values=two)
case("nested two masks one", [ids, (4, 3)], lambda a, b: (lambda l, r: keras.Model([l, r], [L.LSTM(2)(l), L.LSTM(2)(r)]))(keras.Input((4, 3)), keras.Input((4, 3)))([embed()(a), b]), values=[two[0], None])


def dropped(x):
    e = embed(6)(x)
    y = L.MultiHeadAttention(2, 2)(L.Dropout(0.3)(e), e)
    return [y, L.LSTM(2)(L.Add()([e, L.Dense(6)(y)])), L.LSTM(2)(L.Dense(2)(L.Add()([y, y])))]


case("attention behind linear uses masks up", [ids], lambda x: (lambda e: [L.MultiHeadAttention(2, 2)(L.Activation("linear")(e), L.Dense(6)(e)), L.LSTM(2)(L.Dense(6)(L.Dense(6)(L.Add()([e, e])))), L.LSTM(3)(e)])(embed(6)(x)), values=tokens)
case("attention behind dropout uses masks up", [ids], dropped, values=tokens)


def attention_inside(x):
    e = embed(6)(x)
    a = keras.Input((4, 6))
    inner = keras.Model(a, L.Dense(6)(L.MultiHeadAttention(2, 2)(a, a)))
    y = inner(e)
    deep = L.Dense(6)(L.Dense(6)(L.Dense(6)(L.Dense(6)(y))))
    return [L.LSTM(2)(L.Add()([deep, e])), L.LSTM(3)(e), L.LSTM(1)(y)]


case("attention inside a model uses masks up", [ids], attention_inside, values=tokens)


def attention_twice(x):
    e = embed(6)(x)
    a = keras.Input((4, 6))
    inner = keras.Model(a, L.MultiHeadAttention(2, 2)(L.Dense(6)(a), a))
    return [L.LSTM(2)(e), inner(e), inner(L.Dense(6)(e)), L.LSTM(2)(inner(inner(e)))]


case("attention in a model called thrice", [ids], attention_twice, values=tokens)
