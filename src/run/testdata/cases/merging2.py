# Merging, embeddings, einsum, identity, shapes and activations. Read by make.py.
VERSION = tuple(int(part) for part in keras.__version__.split(".")[:2])
MERGE = {"add": L.Add, "multiply": L.Multiply, "average": L.Average, "maximum": L.Maximum, "minimum": L.Minimum}
for name, make in {**MERGE, "subtract": L.Subtract}.items():
    case(f"{name} broadcast", [(3, 1, 4), (1, 5, 4)], lambda a, b: make()([a, b]))
    case(f"{name} ranks", [(4,), (2, 3, 4)], lambda a, b: make()([a, b]))
    case(f"{name} ranks turned", [(2, 3, 4), (3, 4)], lambda a, b: make()([a, b]))
for name, make in MERGE.items():
    case(f"{name} four", [(3,), (3,), (1,), (3,)], lambda *x: make()(list(x)))
    case(f"{name} same twice", [(3,)], lambda x: make()([x, x]))
    case(f"{name} of one", [(3,)], lambda x: make()([x]))
    if name != "average" or K3:
        case(f"{name} int", [((3,), "int32"), ((3,), "int32")], lambda a, b: make()([a, b]))
case("subtract int", [((3,), "int32"), ((3,), "int32")], lambda a, b: L.Subtract()([a, b]))
case("add int and float", [((3,), "int32"), (3,)], lambda a, b: L.Add()([a, b])) if K3 else None
case("concatenate int", [((3,), "int32"), ((2,), "int32")], lambda a, b: L.Concatenate()([a, b]))
case("concatenate axis -2", [(3, 4), (2, 4), (1, 4)], lambda *x: L.Concatenate(axis=-2)(list(x)))
case("concatenate axis 2", [(3, 4), (3, 1)], lambda a, b: L.Concatenate(axis=2)([a, b]))
case("concatenate rank 5", [(2, 3, 2, 2), (2, 3, 1, 2)], lambda a, b: L.Concatenate(axis=3)([a, b]))
case("concatenate of one", [(3, 4)], lambda a: L.Concatenate(axis=1)([a])) if K3 else None
for axes, shapes in [(1, [(4,), (4,)]), (-1, [(3, 4), (5, 4)]), ((2, 1), [(3, 4), (4, 5)]), ((1, 2), [(4, 3), (5, 4)]), (1, [(4, 3), (4,)]), ((2, 1), [(3, 4), (4,)]), (2, [(2, 3, 4), (5, 3)]), ((1, 3), [(4, 2), (2, 3, 4)]), ((3, 1), [(2, 3, 4), (4, 5, 2)]), ((-1, -2), [(3, 4), (4, 5)])]:
    case(f"dot {axes} {shapes}", shapes, lambda a, b: L.Dot(axes=axes)([a, b]))
case("dot normalize", [(3, 4), (5, 4)], lambda a, b: L.Dot(axes=-1, normalize=True)([a, b]))
case("dot normalize axis 1", [(4, 3), (4,)], lambda a, b: L.Dot(axes=1, normalize=True)([a, b]))
case("dot normalize zeros", [(3,), (3,)], lambda a, b: L.Dot(axes=1, normalize=True)([a, b]), values=[[[0, 0, 0], [1, 2, 3]], None])
ids = ((4,), "int32")
case("embedding", [ids], lambda x: L.Embedding(7, 3)(x))
case("embedding float ids", [(4,)], lambda x: L.Embedding(7, 3)(x), values=[[[1.7, 0.2, 3.0, 6.9], [0.0, 2.5, 5.1, 4.0]]])
case("embedding float mask", [(4,)], lambda x: L.LSTM(2)(L.Embedding(7, 3, mask_zero=True)(x)), values=[[[1.7, 0.2, 3.0, 0.0], [0.0, 2.5, 0.0, 4.0]]])
case("embedding matrix ids", [((2, 3), "int32")], lambda x: L.Embedding(7, 3)(x))
case("embedding one id", [((), "int32")], lambda x: L.Embedding(7, 3)(x), values=[[3, 6]])
case("embedding shared", [ids, ids], lambda a, b: (lambda e: L.Concatenate(axis=1)([e(a), e(b)]))(L.Embedding(7, 2)))
case("embedding negative ids", [ids], lambda x: L.Embedding(7, 3)(x), values=[[[-1, 0, -7, 6], [1, 2, 3, -3]]]) if K3 else None
if VERSION >= (3, 12):
    def back(**kw):
        def build(x):
            e = L.ReversibleEmbedding(6, 3, **kw)
            return e(L.Dense(3)(e(x)), reverse=True)
        return build
    case("reversible tied", [ids], back())
    case("reversible untied", [ids], back(tie_weights=False))
    case("reversible cap", [ids], back(logit_soft_cap=1.5))
    case("reversible untied cap mask", [ids], lambda x: (lambda e: [e(L.LSTM(3, return_sequences=True)(e(x)), reverse=True), L.LSTM(2)(e(x)), L.LSTM(2)(e(L.Dense(3)(e(x)), reverse=True))])(L.ReversibleEmbedding(6, 3, tie_weights=False, logit_soft_cap=2.0, mask_zero=True)), values=[[[2, 3, 0, 0], [4, 0, 5, 1]]])
    case("reversible forward only", [ids], lambda x: L.ReversibleEmbedding(6, 3, mask_zero=True)(x))
    case("reversible float32 reverse", [ids], back(reverse_dtype="float32"))
E = L.EinsumDense
EINSUMS = [("ab,bc->ac", 5, "c", (4,)), ("abc,cd->abd", (None, 5), None, (3, 4)), ("abc,bd->acd", (4, 5), "d", (3, 4)), ("abc,cde->abde", (None, 2, 3), "de", (3, 4)), ("abc,cde->abde", (None, 2, 3), "e", (3, 4)), ("abcd,cde->abe", (None, 5), "e", (3, 2, 4)),
           ("...x,xy->...y", 5, "y", (3, 4)), ("...x,xyz->...yz", (2, 3), "yz", (3, 4)), ("x...,xy->y...", None, None, None), ("abc,dc->abd", (None, 5), "d", (3, 4)), ("abc,cde->adbe", (2, None, 3), "de", (3, 4)), ("abc,cde->adbe", (2, None, 3), "d", (3, 4)), ("abc,bc->ab", (3,), None, (3, 4)), ("abc,bcd->abd", (3, 5), "bd", (3, 4)), ("abc,bcd->abd", (3, 5), "b", (3, 4)), ("abc,cd->abd", (3, 5), "bd", (3, 4))]
for equation, output, bias, shape in EINSUMS:
    if shape:
        case(f"einsum dense {equation} {bias}", [shape], lambda x: E(equation, output_shape=output, bias_axes=bias)(x))
case("einsum dense activation", [(3, 4)], lambda x: E("abc,cd->abd", output_shape=(None, 5), bias_axes="d", activation="softmax")(x))
if hasattr(L, "Identity"):
    case("identity", [(3,)], lambda x: L.Dense(2)(L.Identity()(x)))
    case("identity int", [ids], lambda x: L.Identity()(x))
    if K3:
        case("identity list", [(3,), (2,)], lambda a, b: (lambda y: L.Concatenate()([y[1], y[0]]))(L.Identity()([a, b])))
        case("identity dict", [(3,), (2,)], lambda a, b: (lambda y: L.Concatenate()([y["b"], y["a"]]))(L.Identity()({"b": a, "a": b})))
        case("identity nested", [(3,), (2,), (1,)], lambda a, b, c: (lambda y: [y["z"][1], y["y"], y["z"][0]])(L.Identity()({"z": [a, b], "y": c})))
for form in ("channels_first", "channels_last"):
    case(f"flatten {form}", [(2, 3, 4)], lambda x: L.Flatten(data_format=form)(x))
    case(f"flatten {form} rank 3", [(2, 3)], lambda x: L.Flatten(data_format=form)(x))
    case(f"flatten {form} rank 2", [(3,)], lambda x: L.Flatten(data_format=form)(x))
case("flatten rank 1", [((), "float32")], lambda x: L.Flatten()(x), values=[[1.5, 2.0]])
case("reshape free", [(2, 3, 4)], lambda x: L.Reshape((-1, 2))(x))
case("reshape to scalar row", [(4,)], lambda x: L.Reshape((2, 1, 2))(x))
case("reshape nothing", [(1,)], lambda x: L.Reshape(())(x))
case("permute", [(2, 3, 4)], lambda x: L.Permute((3, 1, 2))(x))
case("repeat", [(3,)], lambda x: L.RepeatVector(4)(x))
case("softmax axis -2", [(3, 4)], lambda x: L.Softmax(axis=-2)(x))
case("softmax axes three", [(2, 3, 4)], lambda x: L.Softmax(axis=[1, 2, 3])(x))
case("softmax axis list of one", [(3, 4)], lambda x: L.Softmax(axis=[1])(x))
case("softmax axes negative", [(2, 3, 4)], lambda x: L.Softmax(axis=(-1, -3))(x))
KNOWN = "elu selu softplus softsign relu tanh sigmoid exponential hard_sigmoid linear gelu swish mish softmax silu relu6 leaky_relu log_softmax".split()
KNOWN += "celu glu hard_tanh hard_shrink soft_shrink tanh_shrink threshold log_sigmoid squareplus sparse_plus sparse_sigmoid sparsemax hard_silu hard_swish".split()
for name in KNOWN:
    try:
        keras.activations.get(name)
    except Exception:
        continue
    case(f"dense {name}", [(4,)], lambda x: L.Dense(6, activation=name)(x))
    case(f"conv {name}", [(4, 4, 2)], lambda x: L.Conv2D(4, 2, activation=name)(x))
    case(f"activation {name}", [(6,)], lambda x: L.Activation(name)(x), values=[[[-8, -3, -1, -0.25, 0, 0.25], [0.5, 0.75, 1, 2.5, 3.5, 60]]])
case("relu all options", [(6,)], lambda x: L.ReLU(max_value=2.0, negative_slope=0.2, threshold=-0.5)(x))
case("relu threshold max", [(6,)], lambda x: L.ReLU(max_value=1.0, threshold=0.25)(x))
case("relu max 0", [(6,)], lambda x: L.ReLU(max_value=0.0, negative_slope=0.5)(x))
case("relu max 6 threshold", [(6,)], lambda x: L.ReLU(max_value=6.0, threshold=0.5)(x))
case("leaky named", [(6,)], lambda x: L.LeakyReLU(**({"negative_slope": 0.15} if K3 else {"alpha": 0.15}))(x))
case("leaky 0", [(6,)], lambda x: L.LeakyReLU(0.0)(x))
case("elu 0.3", [(6,)], lambda x: L.ELU(0.3)(x))
case("prelu shared", [(3, 4)], lambda x: L.PReLU(shared_axes=[2])(x))
for name, make in {"leaky": lambda: L.LeakyReLU(0.4), "relu": lambda: L.ReLU(1.0), "elu": lambda: L.ELU(0.5), "softmax": lambda: L.Softmax(axis=1)}.items():
    case(f"dense with layer {name}", [(3, 4)], lambda x: L.Dense(3, activation=make())(x))
    case(f"conv with layer {name}", [(4, 4, 2)], lambda x: L.Conv2D(2, 2, activation=make())(x))
    case(f"activation of layer {name}", [(3, 4)], lambda x: L.Activation(make())(x))
case("lstm with hard sigmoid", [(3, 4)], lambda x: L.LSTM(2, activation="softsign", recurrent_activation="hard_sigmoid")(x))
