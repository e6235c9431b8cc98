# Whole numbers at the ends of what is exact: beyond 24 bits, up to 32, and in types that are narrow or have no sign.

WIDE = [[16777217, -16777219, 7], [33554435, 5, -123456789]]
SMALL = [[9, 3, 1], [2, 4, 11]]
BYTES = [[100, 3, 17], [12, 7, 1]]


def wholes(name, build, dtype, *values):
    shape = tuple(np.shape(values[0])[1:])
    case(f"wholes {name} {dtype}", [(shape, dtype)] * len(values), build, values=[np.array(v, dtype) for v in values])


if K3:
    O = KnownOperators()
    PAIRS = {
        "sum": O.add, "difference": O.subtract, "quotient": O.floor_divide, "remainder": O.mod,
        "larger": O.maximum, "order": lambda a, b: O.greater(a, b), "equal": O.equal, "bits": O.bitwise_and,
        "divisor": O.gcd, "joined": lambda a, b: O.concatenate([a, b]), "chosen": lambda a, b: O.where(O.greater(a, b), a, b),
    }
    ALONE = {
        "negative": O.negative, "magnitude": O.abs, "sign": O.sign, "sorted": O.sort, "running": lambda x: O.cumsum(x, axis=1),
        "total": lambda x: O.sum(x, axis=1), "largest": lambda x: O.max(x, axis=1), "turned": lambda x: O.transpose(x, (1, 0)),
        "steps": O.diff, "inverted": O.bitwise_not, "tiled": lambda x: O.tile(x, (1, 2)), "flipped": lambda x: O.flip(x, 1),
        "taken": lambda x: O.take(x, [2, 0], axis=1), "shifted": lambda x: O.right_shift(x, 3), "padded": lambda x: O.pad(x, [[0, 0], [1, 1]]),
        "float": lambda x: O.cast(x, "float32"), "place": lambda x: O.argmax(x, axis=1), "rest": lambda x: O.mod(x, 10),
        "ordered": lambda x: O.argsort(x, axis=1), "halves": lambda x: x // 2, "spread": lambda x: O.ptp(x, axis=1) if hasattr(keras.ops, "ptp") else O.max(x, axis=1),
    }
    for dtype in ("int32", "int64"):
        for name, compute in PAIRS.items():
            wholes(name, compute, dtype, WIDE, SMALL)
        wholes("product", O.multiply, dtype, WIDE, [[9, 3, 1], [2, 4, 11]])
        wholes("power", O.power, dtype, [[9, 3, 46340], [-2, 7, 1]], [[9, 19, 2], [31, 11, 99]])
        wholes("matrix product", O.matmul, dtype, [[[16777, 3], [5, -7]]] * 2, [[[9, 97], [1, 2]]] * 2)
        wholes("dot", lambda a, b: O.tensordot(a, b, axes=[[1], [1]]), dtype, [[1234567, -3, 7], [4, 1, -99]], SMALL)
        wholes("einsum", lambda a, b: O.einsum("bi,bi->b", a, b), dtype, [[1234567, -3, 7], [4, 1, -99]], SMALL)
        wholes("square", O.square, dtype, [[46340, -4097, 5]] * 2)
        wholes("product of all", lambda x: O.prod(x, axis=1), dtype, [[9973, 9973, 3], [65536, 2, -16383]])
        wholes("shift", lambda x: O.left_shift(x, 20), dtype, [[1025, -3, 0], [7, 1, 2047]])
        wholes("multiple", O.lcm, dtype, [[9973, 65537, 12], [4, 6, 1]], [[9967, 32749, 18], [6, 4, 1]])
        wholes("layer of sums", lambda a, b: L.Add()([a, b]), dtype, WIDE, SMALL)
        wholes("layer of products", lambda a, b: L.Multiply()([a, b]), dtype, WIDE, SMALL)
        wholes("layer of differences", lambda a, b: L.Subtract()([a, b]), dtype, WIDE, SMALL)
        for name, compute in ALONE.items():
            wholes(name, compute, dtype, WIDE)
    for dtype in ("uint8", "int8", "uint16", "int16", "uint32"):
        for name, compute in {**PAIRS, "product": O.multiply}.items():
            if not (name == "difference" and dtype.startswith("u")):
                wholes(name, compute, dtype, BYTES, [[1, 3, 2], [2, 6, 1]])
        for name, compute in ALONE.items():
            if not (dtype.startswith("u") and name in ("negative", "steps", "sign")) and not (dtype == "uint32" and name == "inverted"):
                wholes(name, compute, dtype, BYTES)
        wholes("cast", lambda x: O.cast(x, "float32") / 2, dtype, BYTES)
        wholes("narrowed", lambda x, dtype=dtype: O.cast(x, dtype), "float32", [[1.9, 0.2, 100.7], [0, 3, 4]])
        wholes("narrowed", lambda x, dtype=dtype: O.cast(x, dtype) + 1, "int32", [[1, 0, 100], [0, 3, 4]])
        wholes("zeros", O.zeros_like, dtype, BYTES)
        wholes("layer of sums", lambda a, b: L.Add()([a, b]), dtype, BYTES, [[1, 3, 2], [2, 6, 1]])
        wholes("shape", lambda x: L.Reshape((3, 1))(x), dtype, BYTES)
        wholes("wider", lambda x: O.add(O.cast(x, "int32"), 1000), dtype, BYTES)
    case("wholes types that meet", [((3,), "uint8"), ((3,), "int8"), ((3,), "int32")],
         lambda a, b, c: [O.add(a, b), O.multiply(a, c), O.subtract(b, c)],
         values=[np.array([[200, 3, 255]] * 2, "uint8"), np.array([[-100, 5, 127]] * 2, "int8"), np.array([[70000, -5, 1]] * 2, "int32")])
else:
    PAIRS = {
        "sum": lambda a, b: a + b, "difference": lambda a, b: a - b, "quotient": lambda a, b: a // b, "remainder": lambda a, b: a % b,
        "larger": tf.maximum, "order": lambda a, b: a > b, "joined": lambda a, b: tf.concat([a, b], 1),
        "chosen": lambda a, b: tf.where(a > b, a, b), "gap": tf.math.squared_difference,
    }
    ALONE = {
        "negative": lambda x: -x, "magnitude": tf.abs, "running": lambda x: tf.cumsum(x, axis=1), "total": lambda x: tf.reduce_sum(x, axis=1),
        "largest": lambda x: tf.reduce_max(x, axis=1), "turned": lambda x: tf.transpose(x), "place": lambda x: tf.argmax(x, axis=1),
        "flipped": lambda x: tf.reverse(x, [1]), "taken": lambda x: tf.gather(x, [2, 0], axis=1), "float": lambda x: tf.cast(x, tf.float32),
        "tiled": lambda x: tf.tile(x, [1, 2]), "mean": lambda x: tf.reduce_mean(x, axis=1),
    }
    for dtype in ("int32", "int64"):
        for name, compute in PAIRS.items():
            if name != "gap":
                wholes(name, compute, dtype, WIDE, SMALL)
        wholes("gap", PAIRS["gap"], dtype, [[46340, -4097, 5]] * 2, [[0, 4, -5]] * 2)
        wholes("product", lambda a, b: a * b, dtype, WIDE, SMALL)
        wholes("power", tf.pow, dtype, [[9, 3, 46340], [-2, 7, 1]], [[9, 19, 2], [31, 11, 99]])
        wholes("matrix product", tf.matmul, dtype, [[[16777217, 3], [5, 7]]] * 2, [[[9, 97], [1, 2]]] * 2)
        wholes("layer of sums", lambda a, b: L.Add()([a, b]), dtype, WIDE, SMALL)
        for name, compute in ALONE.items():
            wholes(name, compute, dtype, WIDE)
    for dtype in ("uint8", "int8", "int16"):
        for name, compute in {"sum": PAIRS["sum"], "product": lambda a, b: a * b, "larger": tf.maximum, "joined": PAIRS["joined"]}.items():
            wholes(name, compute, dtype, BYTES, [[1, 3, 2], [2, 6, 1]])
        for name in ("largest", "turned", "place", "flipped", "taken", "float", "tiled"):
            wholes(name, ALONE[name], dtype, BYTES)
        wholes("narrowed", lambda x, dtype=dtype: tf.cast(x, dtype), "float32", [[1.9, 0.2, 100.7], [0, 3, 4]])
