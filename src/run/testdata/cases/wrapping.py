# Whole numbers that TensorFlow may have wrapped round: these must be computed as it does, or refused by name.
import itertools

DTYPES = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64"]


def ends(dtype, random, shape, small=False):
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    low, high = max(low, -(2**31)), min(high, 2**31 - 1)
    if small:
        return random.integers(max(low, -3), 12, size=shape).astype(dtype)
    pick = random.integers(low, high, size=shape, endpoint=True)
    near = random.choice([low, low + 1, high, high - 1, 0, 1, 2, max(low, -1), high // 2 + 1], size=shape)
    return np.where(random.integers(0, 2, size=shape) == 0, pick, near).astype(dtype)


def tried(name, build, dtypes, small=()):
    random = rng(f"wrapping {name}")
    values = [ends(d, random, (2, 3), i in small) for i, d in enumerate(dtypes)]
    case(f"wrapping {name} {' '.join(dtypes)}", [((3,), d) for d in dtypes], build, values=values)


if K3:
    O = KnownOperators()
    PAIRS = {
        "add": O.add, "subtract": O.subtract, "multiply": O.multiply, "maximum": O.maximum, "minimum": O.minimum, "greater": O.greater,
        "equal": O.equal, "bitwise_and": O.bitwise_and, "bitwise_or": O.bitwise_or, "bitwise_xor": O.bitwise_xor,
        "where": lambda a, b: O.where(O.less(a, b), a, b), "concatenate": lambda a, b: O.concatenate([a, b], 1),
        "outer": O.outer, "tensordot": lambda a, b: O.tensordot(a, b, axes=[[1], [1]]), "kron": O.kron, "divide": O.divide,
        "einsum": lambda a, b: O.einsum("bi,bi->b", a, b), "layer": lambda a, b: L.Add()([a, b]), "products": lambda a, b: L.Multiply()([a, b]),
        "differences": lambda a, b: L.Subtract()([a, b]), "larger": lambda a, b: L.Maximum()([a, b]), "isclose": O.isclose,
        "matmul": lambda a, b: O.matmul(O.expand_dims(a, 1), O.expand_dims(b, 2)), "joined": lambda a, b: L.Concatenate()([a, b]),
    }
    TO_SMALL = {"power": O.power, "left_shift": O.left_shift, "right_shift": O.right_shift}
    ALONE = {
        "negative": O.negative, "absolute": O.abs, "square": O.square, "sum": lambda x: O.sum(x, axis=1), "prod": lambda x: O.prod(x, axis=1),
        "cumsum": lambda x: O.cumsum(x, axis=1), "cumprod": lambda x: O.cumprod(x, axis=1), "diff": O.diff, "bitwise_not": O.bitwise_not,
        "mean": lambda x: O.mean(x, axis=1), "var": lambda x: O.var(x, axis=1), "sort": O.sort, "argmax": lambda x: O.argmax(x, axis=1),
        "sign": O.sign, "clip": lambda x: O.clip(x, 3, 100), "round": lambda x: O.round(x, -1), "trace": lambda x: O.trace(O.expand_dims(x, 2), axis1=1, axis2=2),
        "mod 10": lambda x: O.mod(x, 10), "divided by 7": lambda x: O.floor_divide(x, 7), "and 300": lambda x: O.add(x, 300),
        "less 1": lambda x: O.subtract(x, 1), "at most 300": lambda x: O.minimum(x, 300), "above -1": lambda x: O.greater(x, -1),
        "times 3": lambda x: O.multiply(x, 3), "nansum": lambda x: O.nansum(x, axis=1), "vander": lambda x: O.vander(O.reshape(x, (-1,)), 3),
        "segments": lambda x: O.segment_sum(O.reshape(x, (-1,)), np.array([0, 1, 0, 1, 0, 1]), num_segments=2),
        "count": O.count_nonzero, "relu": O.relu, "where 300": lambda x: O.where(O.greater(x, 5), x, 300), "full": lambda x: O.full_like(x, 300),
        "linear": lambda x: O.sum(O.multiply(x, np.array([3, 5, 7], "int32")), axis=1), "unequal": lambda x: O.not_equal(x, 300),
        "any": lambda x: O.any(x, axis=1), "amax": lambda x: O.amax(x, axis=1), "ptp": lambda x: O.max(x, axis=1) - O.min(x, axis=1),
    }
    for to in DTYPES:
        ALONE[f"cast to {to}"] = lambda x, to=to: O.cast(x, to)
    for name, compute in PAIRS.items():
        for a, b in itertools.product(DTYPES, DTYPES):
            if a == b or name in ("add", "multiply", "maximum", "greater"):
                tried(name, compute, [a, b])
    for name, compute in TO_SMALL.items():
        for a in DTYPES:
            tried(name, compute, [a, a], small=(1,))
    for name in ("floor_divide", "mod", "gcd", "lcm"):
        for a in DTYPES:
            tried(name, lambda x, y, name=name: getattr(O, name)(x, O.maximum(y, O.ones_like(y))), [a, a])
    for name, compute in ALONE.items():
        for a in DTYPES:
            tried(name, compute, [a])
else:
    PAIRS = {
        "add": lambda a, b: a + b, "subtract": lambda a, b: a - b, "multiply": lambda a, b: a * b, "maximum": tf.maximum, "greater": lambda a, b: a > b,
        "squared_difference": tf.math.squared_difference, "add_n": lambda a, b: tf.add_n([a, b]), "layer": lambda a, b: L.Add()([a, b]),
        "matmul": tf.matmul, "tensordot": lambda a, b: tf.tensordot(a, b, [[1], [1]]), "and": tf.bitwise.bitwise_and,
        "floormod": lambda a, b: a % tf.maximum(b, tf.ones_like(b)), "floordiv": lambda a, b: a // tf.maximum(b, tf.ones_like(b)),
    }
    ALONE = {
        "negative": lambda x: -x, "absolute": tf.abs, "square": tf.square, "sum": lambda x: tf.reduce_sum(x, axis=1), "prod": lambda x: tf.reduce_prod(x, axis=1),
        "cumsum": lambda x: tf.cumsum(x, axis=1), "mean": lambda x: tf.reduce_mean(x, axis=1), "and 100": lambda x: x + 100, "less 1": lambda x: x - 1,
        "at most 100": lambda x: tf.minimum(x, 100), "argmax": lambda x: tf.argmax(x, axis=1), "sort": tf.sort, "clip": lambda x: tf.clip_by_value(x, 3, 100),
        "segments": lambda x: tf.math.unsorted_segment_sum(tf.reshape(x, [-1]), tf.constant([0, 1, 0, 1, 0, 1]), 2),
    }
    for to in DTYPES:
        ALONE[f"cast to {to}"] = lambda x, to=to: tf.cast(x, to)
    for name, compute in PAIRS.items():
        for a in DTYPES:
            tried(name, compute, [a, a])
    for a in DTYPES:
        tried("pow", tf.pow, [a, a], small=(1,))
        for name, compute in ALONE.items():
            tried(name, compute, [a])
