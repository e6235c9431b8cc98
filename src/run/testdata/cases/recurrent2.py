# Read by make.py: loops of recurrent layers: masks, directions, states, cuDNN layers.
MASKS = [[0, 1, 0, 1], [1, 1, 1, 0], [1, 0, 1, 1]]
seen = [(4, 3), ((4,), "bool")]
ROOM = {"LSTM": 2, "GRU": 1, "SimpleRNN": 1}


def fixed(name, inputs, build, **more):
    """A case with a batch size that the model states."""
    plain_input = keras.Input
    keras.Input = lambda shape, **kw: plain_input(shape=shape, batch_size=2, **kw)
    case(name, inputs, build, **more)
    keras.Input = plain_input



for n, states in ROOM.items():
    R = getattr(L, n)
    for seq in (False, True):
        for back in (False, True):
            for zero in (False, True):
                for unroll in (False, True):
                    words = "".join(w for w, on in ((" sequences", seq), (" backwards", back), (" zero", zero), (" unroll", unroll)) if on)
                    case(f"{n} masked{words}", seen, lambda x, m: R(2, return_sequences=seq, go_backwards=back, zero_output_for_mask=zero, unroll=unroll, return_state=True)(x, mask=m), values=[None, MASKS], batch=3)
    case(f"bidirectional {n} mask", seen, lambda x, m: L.Bidirectional(R(2, return_sequences=True))(x, mask=m), values=[None, MASKS], batch=3)
    case(f"bidirectional {n} mask unroll", seen, lambda x, m: L.Bidirectional(R(2, return_sequences=True, unroll=True))(x, mask=m), values=[None, MASKS], batch=3)
    case(f"bidirectional {n} initial state", [(4, 3)] + [(2,)] * (2 * states), lambda x, *s: L.Bidirectional(R(2))(x, initial_state=list(s)))
    case(f"bidirectional {n} state none", [(4, 3)], lambda x: L.Bidirectional(R(2, return_state=True, return_sequences=True), merge_mode=None)(x))
    for mode in ("sum", "mul", "ave"):
        case(f"bidirectional {n} {mode} last", [(4, 3)], lambda x: L.Bidirectional(R(2), merge_mode=mode)(x))
    case(f"{n} initial state sequences state", [(4, 3)] + [(2,)] * states, lambda x, *s: R(2, return_sequences=True, return_state=True, go_backwards=True)(x, initial_state=list(s)))
    case(f"{n} initial state by place", [(4, 3)] + [(2,)] * states, lambda x, *s: R(2)(x, list(s)))
    case(f"{n} activations", [(4, 3)], lambda x: R(2, activation="softsign", **({} if n == "SimpleRNN" else {"recurrent_activation": "softplus"}))(x))
    case(f"{n} activation over units", [(4, 3)], lambda x: R(3, activation="softmax", return_sequences=True)(x))
    fixed(f"{n} stateful", [(4, 3)], lambda x: R(2, stateful=True, return_sequences=True)(x))
    fixed(f"bidirectional {n} stateful", [(4, 3)], lambda x: L.Bidirectional(R(2, stateful=True))(x))
    case(f"{n} one step", [(1, 3)], lambda x: R(2, return_state=True)(x))
    case(f"rnn {n} cell state masked", seen, lambda x, m: L.RNN(getattr(L, n + "Cell")(2), return_sequences=True, return_state=True, go_backwards=True)(x, mask=m), values=[None, MASKS], batch=3)
    case(f"rnn {n} cell options", [(4, 3)], lambda x: L.RNN(getattr(L, n + "Cell")(2, use_bias=False, activation="relu"), unroll=True)(x))
    case(f"rnn {n} cell initial", [(4, 3)] + [(2,)] * states, lambda x, *s: L.RNN(getattr(L, n + "Cell")(2))(x, initial_state=list(s)))
    if not K3:
        for seq in (False, True):
            for back in (False, True):
                case(f"{n} time major{' sequences' * seq}{' backwards' * back}", [(2, 3)], lambda x: R(2, time_major=True, return_sequences=seq, go_backwards=back, return_state=True)(x), batch=4)
        case(f"{n} time major masked", [(3, 3), ((3,), "bool")], lambda x, m: R(2, time_major=True, return_sequences=True)(x, mask=m), values=[None, np.array(MASKS).T], batch=4)
        case(f"bidirectional {n} time major", [(2, 3)], lambda x: L.Bidirectional(R(2, time_major=True, return_sequences=True))(x), batch=4)
        case(f"bidirectional {n} of backwards", [(4, 3)], lambda x: L.Bidirectional(R(2, go_backwards=True, return_sequences=True))(x))
        case(f"{n} state beside inputs", [(4, 3)] + [(2,)] * states, lambda x, *s: R(2)([x, *s]))
for after in (True, False):
    for bias in (True, False):
        layer(f"gru reset {after} bias {bias}", (4, 3), lambda: L.GRU(2, reset_after=after, use_bias=bias, return_sequences=True, go_backwards=True))
        layer(f"rnn gru cell reset {after} bias {bias}", (4, 3), lambda: L.RNN(L.GRUCell(2, reset_after=after, use_bias=bias, recurrent_activation="hard_sigmoid")))
for one in (1, 2):
    layer(f"lstm implementation {one}", (4, 3), lambda: L.LSTM(2, recurrent_dropout=0.1, dropout=0.2, **({} if K3 else {"implementation": one})))
layer("lstm recurrent relu", (4, 3), lambda: L.LSTM(2, recurrent_activation="relu", activation="elu"))
layer("rnn stack sequences", (4, 3), lambda: L.RNN([L.SimpleRNNCell(2), L.GRUCell(3), L.LSTMCell(2)], return_sequences=True))
layer("rnn stack of one", (4, 3), lambda: L.RNN([L.LSTMCell(2)], return_sequences=True))
layer("rnn stack lstm state", (4, 3), lambda: L.RNN([L.LSTMCell(2), L.LSTMCell(3)], return_state=True))
layer("rnn stack gru state", (4, 3), lambda: L.RNN([L.GRUCell(2), L.GRUCell(3)], return_state=True, return_sequences=True))
layer("rnn stack mixed state", (4, 3), lambda: L.RNN([L.GRUCell(2), L.LSTMCell(3)], return_state=True))
case("rnn stack masked", seen, lambda x, m: L.RNN([L.GRUCell(2), L.LSTMCell(3)], return_sequences=True)(x, mask=m), values=[None, MASKS], batch=3)
case("rnn stack backwards zero", seen, lambda x, m: L.RNN([L.GRUCell(2), L.GRUCell(3)], return_sequences=True, go_backwards=True, zero_output_for_mask=True)(x, mask=m), values=[None, MASKS], batch=3)
layer("bidirectional rnn stack merge sum", (4, 3), lambda: L.Bidirectional(L.RNN([L.LSTMCell(2), L.GRUCell(3)]), merge_mode="sum"))
layer("bidirectional own backward sequences", (4, 3), lambda: L.Bidirectional(L.LSTM(2, return_sequences=True), backward_layer=L.SimpleRNN(3, go_backwards=True, return_sequences=True, activation="relu")))
layer("bidirectional own backward state", (4, 3), lambda: L.Bidirectional(L.GRU(2, return_state=True), backward_layer=L.GRU(2, go_backwards=True, return_state=True, use_bias=False), merge_mode="mul"))
case("bidirectional own backward masked", seen, lambda x, m: L.Bidirectional(L.GRU(2, return_sequences=True), backward_layer=L.LSTM(2, go_backwards=True, return_sequences=True))(x, mask=m), values=[None, MASKS], batch=3)
case("bidirectional chain", [(4, 3)], lambda x: L.Bidirectional(L.GRU(2))(L.Bidirectional(L.LSTM(2, return_sequences=True))(x)))
case("time distributed bidirectional", [(2, 4, 3)], lambda x: L.TimeDistributed(L.Bidirectional(L.GRU(2)))(x))
case("encoder decoder bidirectional", [(4, 3), (3, 3)], lambda a, b: (lambda s: L.LSTM(4, return_sequences=True)(b, initial_state=[L.Concatenate()([s[1], s[3]]), L.Concatenate()([s[2], s[4]])]))(L.Bidirectional(L.LSTM(2, return_state=True))(a)))
case("bidirectional lstm states from a layer", [(4, 3), (4, 3)], lambda a, b: (lambda s: L.Bidirectional(L.LSTM(2, return_sequences=True))(b, initial_state=list(s[1:])))(L.Bidirectional(L.LSTM(2, return_state=True))(a)))

# Keras 3 tells a layer nothing of its sequences' mask once it is given initial states, though the mask goes on.
IDS = [[3, 1, 0, 2], [4, 0, 0, 0], [0, 5, 1, 0]]
for n, states in ROOM.items():
    R = getattr(L, n)
    start = lambda s: list(s) if len(s) > 1 else s[0]
    masked = lambda i: L.Embedding(6, 3, mask_zero=True)(i)
    given = [((4,), "int32")] + [(2,)] * states
    ids = dict(values=[IDS] + [None] * states, batch=3)
    case(f"{n} embedded initial state", given, lambda i, *s: R(2, return_sequences=True, return_state=True)(masked(i), initial_state=start(s)), **ids)
    case(f"{n} embedded initial state by place", given, lambda i, *s: R(2, return_sequences=True)(masked(i), list(s)), **ids)
    case(f"{n} embedded initial state last", given, lambda i, *s: R(2)(masked(i), initial_state=list(s)), **ids)
    case(f"{n} embedded initial state unroll backwards", given, lambda i, *s: R(2, unroll=True, go_backwards=True)(masked(i), initial_state=list(s)), **ids)
    case(f"{n} embedded initial state read on", given, lambda i, *s: R(3)(R(2, return_sequences=True)(masked(i), initial_state=list(s))), **ids)
    case(f"{n} embedded initial state zero output", given, lambda i, *s: R(2, return_sequences=True, zero_output_for_mask=True)(masked(i), initial_state=list(s)), **ids)
    case(f"{n} embedded initial state and mask", given + [((4,), "bool")], lambda i, *s: R(2, return_sequences=True)(masked(i), initial_state=list(s[:-1]), mask=s[-1]), values=[IDS] + [None] * states + [[[1, 0, 1, 1], [0, 1, 1, 0], [1, 1, 0, 0]]], batch=3)
    case(f"rnn {n} cell embedded initial state", given, lambda i, *s: L.RNN(getattr(L, n + "Cell")(2), return_sequences=True)(masked(i), initial_state=list(s)), **ids)
    case(f"bidirectional {n} embedded initial state", given + [(2,)] * states, lambda i, *s: L.Bidirectional(R(2, return_sequences=True))(masked(i), initial_state=list(s)), values=[IDS] + [None] * (2 * states), batch=3)
case("masked encoder decoder", [((4,), "int32"), ((4,), "int32")], lambda a, b: (lambda e: (lambda y, h, c: L.LSTM(2, return_sequences=True)(e(b), initial_state=[h, c]))(*L.LSTM(2, return_state=True)(e(a))))(L.Embedding(6, 3, mask_zero=True)), values=[IDS, IDS], batch=3)

if not K3:
    # No cuDNN layer runs without a graphics card: Keras' own conversion of its weights answers in the plain layer.
    try:
        from keras.src.saving.legacy.hdf5_format import _convert_rnn_weights
    except ModuleNotFoundError:  # before 2.13
        from keras.saving.legacy.hdf5_format import _convert_rnn_weights

    def cudnn(name, kind, shape, **options):
        def answer(model, fed):
            inner = model.layers[-1]
            plain_layer = getattr(L, kind)(2, **options)
            plain_layer(fed[0])
            values = [np.array(numbers(rng(name + str(i)), w.shape)) for i, w in enumerate(inner.weights)]
            inner.set_weights(values)
            plain_layer.set_weights(_convert_rnn_weights(plain_layer, values))
            return plain_layer(fed[0])

        before = len(cases)
        case(name, [shape], lambda x: getattr(tf.compat.v1.keras.layers, f"CuDNN{kind}")(2, **options)(x), answer=answer)
        for item in cases[before:]:
            roles = ("kernel", "recurrent_kernel", "bias")
            path = item["model"]["config"]["layers"][-1]["config"]["name"]
            gates = {"LSTM": 4, "GRU": 3}[kind]
            sizes = [(shape[-1], 2 * gates), (2, 2 * gates), (4 * gates,)]
            item["weights"] = {path: {role: pack(numbers(rng(name + str(i)), size)) for i, (role, size) in enumerate(zip(roles, sizes))}}

    for kind in ("LSTM", "GRU"):
        cudnn(f"cudnn {kind}", kind, (4, 3))
        cudnn(f"cudnn {kind} square", kind, (4, 2))
        cudnn(f"cudnn {kind} sequences", kind, (4, 3), return_sequences=True)
        cudnn(f"cudnn {kind} backwards state", kind, (4, 3), return_sequences=True, go_backwards=True, return_state=True)
        cudnn(f"cudnn {kind} time major", kind, (2, 3), return_sequences=True, time_major=True)
