# What TensorFlow.js' own layers compute wrongly and no other family holds. Read by make.py.
back = lambda **kw: L.LSTM(2, return_sequences=True, go_backwards=True, **kw)
layer("bidirectional other backward", (4, 3), lambda: L.Bidirectional(L.LSTM(2, return_sequences=True), backward_layer=back(activation="relu")))
if K3:
    layer("leaky relu slope", (6,), lambda: L.LeakyReLU(negative_slope=0.125))
    layer("hard sigmoid", (4,), lambda: L.Dense(3, activation="hard_sigmoid"))
    layer("lstm hard sigmoid", (4, 3), lambda: L.LSTM(2, recurrent_activation="hard_sigmoid"))
