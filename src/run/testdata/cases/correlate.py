# Correlation of lines that are even and odd, longer and shorter: before Keras 3.13 it pads otherwise.
if K3:
    for mode in ("valid", "same", "full"):
        for n, m in [(4, 3), (3, 2), (2, 3), (5, 4), (4, 4), (3, 3), (2, 5), (5, 1), (4, 2)]:
            if mode == "valid" and n < m:
                continue  # TensorFlow answers something, and NumPy refuses it.
            case(f"correlate {n} with {m} {mode}", [(5,), (5,)],
                 lambda x, y: keras.ops.correlate(x[0, :n], y[1, :m], mode=mode))
