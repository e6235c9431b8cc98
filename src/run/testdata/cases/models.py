# Models in models, structures of inputs and outputs, layers called several times. Read by make.py.
VERSION = tuple(int(part) for part in keras.__version__.split(".")[:2])
I, M, S = keras.Input, keras.Model, keras.Sequential


def block(width=4, out=3, **names):
    a = I((width,), **names)
    return M(a, L.Dense(out, activation="tanh")(a))


def pair():
    a, b = I((4,)), I((3,))
    return M([a, b], [L.Dense(2)(a), L.Concatenate()([L.Dense(3)(b), a])])


case("nested", [(4,)], lambda x: block()(x))
case("nested thrice", [(4,)], lambda x: (lambda m: L.Add()([m(x), m(L.Dense(4)(x)), m(m(L.Dense(4)(x)) if False else x)]))(block()))
case("nested deep", [(4,)], lambda x: (lambda inner: (lambda a: M(a, L.Dense(2)(inner(inner(a)))))(I((4,))))(block(4, 4))(x))
case("nested deep called twice", [(4,)], lambda x: (lambda m: [m(x), m(L.Dense(4)(x))])((lambda inner: (lambda a: M(a, inner(inner(a))))(I((4,))))(block(4, 4))))
case("several outputs of a nested model", [(4,), (3,)], lambda a, b: (lambda y: L.Concatenate()([y[1], y[0], y[1]]))(pair()([a, b])))
case("nested twice on several", [(4,), (3,)], lambda a, b: (lambda m: [m([a, b])[1], m([L.Dense(4)(a), b])[0]])(pair()))
case("sequential in functional", [(4,)], lambda x: L.Dense(2)(S([I((4,)), L.Dense(3), L.ReLU()])(x)))
case("sequential without input", [(4,)], lambda x: L.Dense(2)(S([L.Dense(3), L.LayerNormalization()])(x)))
case("sequential in sequential", [(4,)], lambda x: S([I((4,)), S([L.Dense(3), L.Dense(5)]), L.Dense(2)])(x))
case("sequential of a functional", [(4,)], lambda x: S([block(), L.Dense(2)])(x))
case("time distributed sequential", [(3, 4)], lambda x: L.TimeDistributed(S([I((4,)), L.Dense(3), L.BatchNormalization()]))(x))
case("time distributed functional", [(3, 4)], lambda x: L.TimeDistributed(block())(x))
case("time distributed nested", [(3, 4)], lambda x: L.TimeDistributed(S([I((4,)), block(4, 4), L.Dense(2)]))(x))
case("time distributed model of images", [(2, 5, 5, 1)], lambda x: L.LSTM(2)(L.TimeDistributed(S([I((5, 5, 1)), L.Conv2D(2, 3), L.MaxPooling2D(), L.Flatten()]))(x)))
case("sequential in functional in time distributed", [(3, 4)], lambda x: L.TimeDistributed((lambda a: M(a, L.Add()([S([L.Dense(4), L.ReLU()])(a), a])))(I((4,))))(x))
case("input to output", [(4,), (3,)], lambda a, b: [a, L.Dense(2)(b), b])
case("input to output of nested", [(4,)], lambda x: (lambda a: M(a, [a, L.Dense(2)(a)]))(I((4,)))(x))
case("input to output of time distributed", [(3, 4)], lambda x: L.TimeDistributed((lambda a: M(a, L.Activation("linear")(a)))(I((4,))))(x))
case("same output twice", [(4,)], lambda x: (lambda y: [y, y, L.Dense(2)(y)])(L.Dense(3)(x)))
case("same tensor twice into model", [(4,)], lambda x: (lambda a, b: M([a, b], L.Subtract()([L.Dense(3)(a), L.Dense(3)(b)])))(I((4,)), I((4,)))([x, x]))
case("layer called four times", [(4,)], lambda x: (lambda d: [d(x), d(d(d(x)))])(L.Dense(4, activation="tanh")))
case("lstm called twice", [(3, 4), (2, 4)], lambda a, b: (lambda r: [r(a), r(b)])(L.LSTM(3)))
case("several outputs of one layer", [(3, 4)], lambda x: (lambda y: [y[2], y[0], L.Add()([y[1], y[2]])])(L.LSTM(3, return_state=True)(x)))
case("states to another", [(3, 4), (2, 4)], lambda a, b: (lambda y: L.LSTM(3)(b, initial_state=[y[1], y[2]]))(L.LSTM(3, return_state=True)(a)))
dicts = lambda keys: lambda items: dict(zip(keys, items))
case("dict inputs", [(4,), (3,)], lambda a, b: L.Concatenate()([L.Dense(2)(a), b]), structure=dicts(["x0", "x1"]))
case("dict inputs turned", [(4,), (3,)], lambda a, b: L.Concatenate()([L.Dense(2)(a), b]), structure=lambda t: {"b": t[0], "a": t[1]}) if K3 else None
case("dict outputs", [(4,)], lambda x: {"z": L.Dense(2)(x), "a": L.Dense(3)(x), "m": L.Dense(1)(x)})
case("nested model with dicts", [(4,), (3,)], lambda a, b: (lambda p, q: (lambda y: L.Concatenate()([y["z"], y["a"]]))(M({"p": p, "q": q}, {"z": L.Dense(2)(q), "a": L.Dense(3)(p)})({"p": a, "q": b})))(I((4,), name="p"), I((3,), name="q")))
case("nested model by name", [(4,), (3,)], lambda a, b: (lambda p, q: M([q, p], L.Concatenate()([L.Dense(2)(q), p])))(I((4,), name="p"), I((3,), name="q"))({"p": a, "q": b}))
if VERSION >= (3, 4) or not K3:
    case("nested structures", [(4,), (3,), (2,)], lambda a, b, c: {"o": [L.Dense(2)(a), {"k": L.Dense(3)(b)}], "c": c}, structure=lambda t: {"u": [t[2], t[0]], "t": t[1]})
    case("nested lists", [(4,), (3,), (2,)], lambda a, b, c: [L.Dense(2)(a), [L.Dense(3)(b), L.Dense(1)(c)]], structure=lambda t: [t[0], [t[1], t[2]]])


    def structured(a, b, c):
        p, q, r = I((4,), name="p"), I((3,), name="q"), I((2,), name="r")
        inner = M({"u": [q, p], "b": r}, [L.Dense(2)(p), {"z": L.Dense(3)(q), "a": L.Dense(1)(r)}])
        y = inner({"u": [b, a], "b": c})
        return [y[1]["z"], y[0], y[1]["a"]]


    case("structured model inside", [(4,), (3,), (2,)], structured)
norm = lambda: S([I((4,)), L.Dense(3), L.BatchNormalization()])
if K3:
    predicted = lambda model, fed: model.predict(fed[0] if len(fed) == 1 else fed, verbose=0)
    case("nested called in training", [(4,)], lambda x: S([I((4,)), L.Dense(3), L.BatchNormalization(), L.Dropout(0.5)])(x, training=True), answer=predicted)
    case("layers called in training", [(4,)], lambda x: L.Dropout(0.4)(L.BatchNormalization()(x, training=True), training=True), answer=predicted)
else:
    predicted = lambda model, fed: model.predict(fed[0] if len(fed) == 1 else fed, verbose=0)
    case("nested called in training", [(4,)], lambda x: norm()(x, training=True), answer=predicted)
    case("nested called in training not", [(4,)], lambda x: S([I((4,)), L.BatchNormalization(), L.Dropout(0.4)])(x, training=False), answer=predicted)
    case("nested in nested called in training", [(4,)], lambda x: (lambda a: M(a, norm()(L.BatchNormalization()(a, training=False))))(I((4,)))(x, training=True), answer=predicted)
    case("nested inside says no", [(4,)], lambda x: (lambda a: M(a, norm()(a, training=False)))(I((4,)))(x, training=True), answer=predicted)
    case("called in training twice", [(4,)], lambda x: (lambda m: [m(x, training=True), m(L.Dense(4)(x), training=True)])(norm()), answer=predicted)
    case("layer called in training", [(4,)], lambda x: L.BatchNormalization()(x, training=True), answer=predicted)
    case("time distributed in training", [(3, 4)], lambda x: L.TimeDistributed(norm())(x, training=True), answer=predicted)
    case("time distributed layer in training", [(3, 4)], lambda x: L.TimeDistributed(L.BatchNormalization())(x, training=True), answer=predicted)


    def frozen(x):
        m = norm()
        m.trainable = False
        return m(x, training=True)


    case("frozen called in training", [(4,)], frozen, answer=predicted)
