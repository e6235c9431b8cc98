# Read by make.py: convolutional LSTMs over one, two and three axes.
SHAPES = {1: (3, 5, 2), 2: (3, 4, 5, 2), 3: (2, 3, 4, 3, 1)}
GAPS = [[1, 1, 0], [0, 1, 1]]


def conv_lstm(rank, *args, **more):
    return getattr(L, f"ConvLSTM{rank}D")(*args, **more)


def as_last(model, fed):
    """TensorFlow's channels_first convolutions are wrong on the CPU: the same layer with the channels last answers."""
    inner = model.layers[-1]
    config = {**inner.get_config(), "data_format": "channels_last"}
    twin = type(inner).from_config(config)
    x = np.moveaxis(fed[0], 2, -1)
    twin(x)
    twin.set_weights(inner.get_weights())
    answers = twin(x)
    answers = list(answers) if isinstance(answers, (list, tuple)) else [answers]
    rank = x.ndim - 3
    return [np.moveaxis(np.array(y), -1, y.ndim - rank - 1) if hasattr(y, "ndim") else np.moveaxis(y.numpy(), -1, len(y.shape) - rank - 1) for y in answers]


for rank in (1, 2, 3):
    shape = SHAPES[rank]
    first = (shape[0], shape[-1], *shape[1:-1])
    layer(f"convlstm{rank}d", shape, lambda: conv_lstm(rank, 2, 2))
    layer(f"convlstm{rank}d same sequences", shape, lambda: conv_lstm(rank, 2, 3, padding="same", return_sequences=True))
    layer(f"convlstm{rank}d even kernel same", shape, lambda: conv_lstm(rank, 2, 2, padding="same"))
    layer(f"convlstm{rank}d strides", shape, lambda: conv_lstm(rank, 1, 2, strides=2, padding="same"))
    layer(f"convlstm{rank}d strides valid", shape, lambda: conv_lstm(rank, 1, 2, strides=2, return_sequences=True))
    layer(f"convlstm{rank}d dilation", shape, lambda: conv_lstm(rank, 2, 2, dilation_rate=2))
    layer(f"convlstm{rank}d dilation same", shape, lambda: conv_lstm(rank, 1, 3, dilation_rate=2, padding="same"))
    layer(f"convlstm{rank}d state", shape, lambda: conv_lstm(rank, 2, 2, return_state=True))
    layer(f"convlstm{rank}d backwards state", shape, lambda: conv_lstm(rank, 1, 2, go_backwards=True, return_sequences=True, return_state=True))
    layer(f"convlstm{rank}d no bias", shape, lambda: conv_lstm(rank, 2, 2, use_bias=False, unit_forget_bias=False, recurrent_activation="hard_sigmoid", activation="relu"))
    layer(f"convlstm{rank}d sigmoid", shape, lambda: conv_lstm(rank, 2, 2, recurrent_activation="sigmoid", activation="softsign"))
    layer(f"convlstm{rank}d dropout", shape, lambda: conv_lstm(rank, 2, 2, dropout=0.3, recurrent_dropout=0.2))
    case(f"convlstm{rank}d first", [first], lambda x: conv_lstm(rank, 2, 2, data_format="channels_first", padding="same")(x), answer=as_last)
    case(f"convlstm{rank}d first strides", [first], lambda x: conv_lstm(rank, 1, 2, data_format="channels_first", strides=2, return_sequences=True, return_state=True)(x), answer=as_last)
    case(f"convlstm{rank}d masked", [shape, ((shape[0],), "bool")], lambda x, m: conv_lstm(rank, 1, 2)(x, mask=m), values=[None, [row[: shape[0]] for row in GAPS]])
    case(f"bidirectional convlstm{rank}d", [shape], lambda x: L.Bidirectional(conv_lstm(rank, 1, 2, return_sequences=True))(x))
    layer(f"time distributed convlstm{rank}d", (2, *shape), lambda: L.TimeDistributed(conv_lstm(rank, 1, 2)))
plane = SHAPES[2]
given = [plane, ((3,), "bool")]
for back in (False, True):
    for zero in (False, True):
        name = f"convlstm2d masked{' backwards' * back}{' zero' * zero}"
        case(name, given, lambda x, m: conv_lstm(2, 1, 2, go_backwards=back, return_sequences=True, return_state=True, zero_output_for_mask=zero)(x, mask=m), values=[None, GAPS])
        case(name + " last", given, lambda x, m: conv_lstm(2, 1, 2, go_backwards=back, zero_output_for_mask=zero)(x, mask=m), values=[None, [[1, 1, 0], [1, 0, 0]]])
case("convlstm2d rect", [plane], lambda x: conv_lstm(2, 2, (3, 1), strides=(1, 2), padding="same")(x))
case("convlstm2d softmax", [plane], lambda x: conv_lstm(2, 3, 2, activation="softmax")(x))
case("convlstm2d initial state", [plane, (3, 4, 2), (3, 4, 2)], lambda x, h, c: conv_lstm(2, 2, 2)(x, initial_state=[h, c]))
case("convlstm2d encoder decoder", [plane, plane], lambda a, b: (lambda s: conv_lstm(2, 2, 2, return_sequences=True)(b, initial_state=s[1:]))(conv_lstm(2, 2, 2, return_state=True)(a)))
case("convlstm2d chain", [plane], lambda x: L.Conv3D(1, 2)(L.BatchNormalization()(conv_lstm(2, 2, 2, padding="same", return_sequences=True)(conv_lstm(2, 2, 3, padding="same", return_sequences=True)(x)))))
for mode in ("sum", "mul", "ave", None):
    case(f"bidirectional convlstm2d {mode}", [plane], lambda x: L.Bidirectional(conv_lstm(2, 2, 2), merge_mode=mode)(x))
case("bidirectional convlstm2d masked", given, lambda x, m: L.Bidirectional(conv_lstm(2, 1, 2, return_sequences=True))(x, mask=m), values=[None, GAPS])
case("bidirectional convlstm2d state", [plane], lambda x: L.Bidirectional(conv_lstm(2, 1, 2, return_state=True))(x))
case("bidirectional convlstm2d own backward", [plane], lambda x: L.Bidirectional(conv_lstm(2, 1, 2), backward_layer=conv_lstm(2, 2, 2, go_backwards=True, activation="relu"))(x))
if K3:
    case("convlstm2d unroll", [plane], lambda x: conv_lstm(2, 1, 2, unroll=True, return_sequences=True)(x))
    for back in (False, True):
        case(f"convlstm2d unroll masked zero {back}", given, lambda x, m: conv_lstm(2, 1, 2, unroll=True, go_backwards=back, return_sequences=True, zero_output_for_mask=True)(x, mask=m), values=[None, GAPS])
