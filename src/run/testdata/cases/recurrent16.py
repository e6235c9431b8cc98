# Read by make.py: recurrent layers whose every step rounds to 16 bits. Held to the last place, not to two.
HALVES = ["mixed_float16", "mixed_bfloat16", "float16", "bfloat16"]
TOKENS = [[3, 1, 0, 0, 2], [2, 5, 4, 0, 0]]
for policy in HALVES:
    # The orthogonal initialiser knows no bfloat16.
    of = {"dtype": policy, "recurrent_initializer": "glorot_uniform"}
    layer(f"{policy} simple", (6, 5), lambda: L.SimpleRNN(4, return_sequences=True, **of))
    if not policy.startswith("mixed"):
        layer(f"{policy} gru", (6, 5), lambda: L.GRU(4, return_sequences=True, **of))
        layer(f"{policy} lstm", (6, 5), lambda: L.LSTM(4, return_sequences=True, return_state=True, **of))
        layer(f"{policy} convlstm2d", (3, 5, 5, 2), lambda: L.ConvLSTM2D(2, 3, **of))
        continue
    layer(f"{policy} simple relu", (6, 5), lambda: L.SimpleRNN(4, activation="relu", use_bias=False, **of))
    layer(f"{policy} lstm", (6, 5), lambda: L.LSTM(4, return_sequences=True, return_state=True, **of))
    layer(f"{policy} lstm hard", (6, 5), lambda: L.LSTM(4, recurrent_activation="hard_sigmoid", return_sequences=True, **of))
    layer(f"{policy} lstm gates apart", (6, 5), lambda: L.LSTM(4, recurrent_dropout=0.2, return_sequences=True, **of))
    layer(f"{policy} lstm backwards", (6, 5), lambda: L.LSTM(4, go_backwards=True, use_bias=False, unroll=True, **of))
    layer(f"{policy} gru", (6, 5), lambda: L.GRU(4, return_sequences=True, **of))
    layer(f"{policy} gru before", (6, 5), lambda: L.GRU(4, reset_after=False, return_sequences=True, return_state=True, **of))
    layer(f"{policy} gru gates apart", (6, 5), lambda: L.GRU(4, recurrent_dropout=0.2, reset_after=False, **of))
    layer(f"{policy} gru softsign", (6, 5), lambda: L.GRU(4, activation="relu", recurrent_activation="hard_sigmoid", return_sequences=True, **of))
    layer(f"{policy} wide lstm", (4, 40), lambda: L.LSTM(24, **of))
    for merge in ("concat", "sum", "ave", "mul"):
        layer(f"{policy} both ways {merge}", (5, 3), lambda: L.Bidirectional(L.LSTM(3, return_sequences=True, **of), merge_mode=merge, dtype=policy))
    layer(f"{policy} cells", (5, 3), lambda: L.RNN([L.LSTMCell(3, **of), L.GRUCell(4, **of), L.SimpleRNNCell(2, **of)], return_sequences=True, dtype=policy))
    case(f"{policy} masked", [((5,), "int32")], lambda x: L.GRU(3, return_sequences=True, **of)(L.LSTM(4, return_sequences=True, **of)(L.Embedding(6, 3, mask_zero=True, dtype=policy)(x))), values=[TOKENS])
    layer(f"{policy} convlstm1d", (3, 6, 2), lambda: L.ConvLSTM1D(3, 3, padding="same", return_sequences=True, **of))
    layer(f"{policy} convlstm2d", (3, 5, 5, 2), lambda: L.ConvLSTM2D(2, 3, return_state=True, **of))
    layer(f"{policy} convlstm2d hard", (3, 5, 5, 2), lambda: L.ConvLSTM2D(2, 2, strides=2, recurrent_activation="hard_sigmoid", **of))
