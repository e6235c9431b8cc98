# Read by make.py: keras.ops.numpy as graph nodes, several calls of an operator in one model, over all types it takes.
import inspect

F, I = "float32", "int32"
NAN, INF = float("nan"), float("inf")
SPECIAL = [[-INF, -2.5, -1.0, -0.5], [-0.0, 0.0, 0.5, 1.5], [2.5, INF, NAN, 3.0]]
FEED = {
    "x": ((3, 4), F, None),
    "y": ((3, 4), F, None),
    "i": ((3, 4), I, [[[-7, -3, -2, -1], [0, 1, 2, 3], [5, 7, 3, -2]], [[4, 4, -4, 9], [0, 0, 6, -6], [1, 1, 8, -5]]]),
    "j": ((3, 4), I, [[[2, -2, 3, -3], [5, 1, -1, 4], [2, 2, -7, 7]], [[3, 1, -1, 2], [6, -6, 4, 4], [-5, 9, 2, -3]]]),
    "b": ((3, 4), "bool", [[[1, 0, 1, 1], [0, 0, 0, 0], [1, 1, 1, 1]], [[0, 1, 0, 0], [1, 1, 1, 1], [0, 0, 1, 0]]]),
    "c": ((3, 4), "bool", [[[1, 1, 0, 0], [0, 1, 0, 1], [1, 0, 1, 0]], [[1, 1, 1, 1], [0, 0, 0, 0], [0, 1, 1, 0]]]),
    "n": ((3, 4), F, [SPECIAL, [[NAN, 1.0, NAN, 4.0], [NAN, NAN, NAN, NAN], [2.0, -3.0, 2.0, 0.0]]]),
    "p": ((3, 4), F, [[[0.25, 0.5, 1.0, 2.0], [3.0, 4.5, 1.5, 8.0], [0.125, 10.0, 6.0, 1.0]], [[1.25, 2.5, 1.0, 7.0], [0.75, 4.0, 1.5, 0.5], [3.25, 1.0, 60.0, 20.0]]]),
    "u": ((3, 4), F, [[[-1.0, -0.75, -0.5, -0.25], [0.0, 0.25, 0.5, 0.75], [1.0, 0.1, -0.1, 0.9]]] * 2),
    "r": ((3, 1), F, None),
    "w": ((4,), F, [[0.5, 1.0, 0.25, 2.0], [1.0, 3.0, 0.5, 0.75]]),
    "m": ((3, 3), F, None),
    "v": ((), F, [1.5, -0.5, 2.0, 0.25, -1.0]),
    "t": ((), F, [0.5, 2.0, -1.5]),
    "k": ((), I, [2, 0, 5, 2, 1]),
    "h": ((), I, [3, -1, 4]),
    "s": ((), F, [-1.0, -0.5, 0.25, 0.25, 1.5, 2.0]),
    "q": ((4,), I, [[0, 1, 2, -1], [2, 0, -3, 1]]),
    "z": ((1, 3, 1), F, None),
    "a": ((3,), F, None),
    "e": ((3,), F, None),
    "d": ((2,), F, None),
    "g": ((2, 3, 4), F, None),
}


def sweep(name, *builders, feed=None):
    """One case of all the calls that Keras itself can make."""
    feed = {**FEED, **(feed or {})}
    def make(builds):
        names = list(dict.fromkeys(n for build in builds for n in inspect.signature(build).parameters))
        def build(*tensors):
            at = dict(zip(names, tensors))
            outputs = []
            for one in builds:
                made = one(**{n: at[n] for n in inspect.signature(one).parameters})
                outputs += list(made) if isinstance(made, (list, tuple)) else [made]
            return outputs
        return names, build
    good = []
    for index, one in enumerate(builders):
        names, build = make([one])
        tensors = [keras.Input(shape=feed[n][0], dtype=feed[n][1], name=n) for n in names]
        try:
            made = build(*tensors)
            assert all(hasattr(m, "shape") for m in made)
            model = keras.Model(tensors, made)
            fed = [np.asarray(feed[n][2], feed[n][1]) if feed[n][2] is not None else np.ones((2, *feed[n][0]), feed[n][1]) for n in names]
            model(fed if len(fed) > 1 else fed[0])
            if K3:
                keras.saving.serialize_keras_object(model)
            good.append(one)
        except Exception as error:
            print("left out", name, index, " ".join(str(error).split())[:200])
    if good:
        names, build = make(good)
        case(name, [feed[n][:2] for n in names], build, values=[feed[n][2] for n in names])


if K3:
    ops = keras.ops
    U = lambda f, **kw: [lambda x: f(x, **kw), lambda i: f(i, **kw), lambda b: f(b, **kw)]
    unary = ["absolute", "arcsinh", "arctan", "cbrt", "ceil", "conj", "conjugate", "copy", "cos", "cosh", "deg2rad", "rad2deg", "exp", "exp2", "expm1", "fabs", "floor", "i0", "isfinite", "isinf", "isnan", "isneginf", "isposinf", "isreal", "logical_not", "negative", "real", "imag", "sign", "signbit", "sin", "sinc", "sinh", "square", "tan", "tanh", "trunc", "angle", "size", "nonzero", "zeros_like", "ones_like", "empty_like", "ravel", "bitwise_not", "bitwise_invert", "reciprocal", "nan_to_num", "median", "ptp"]
    for n in unary:
        f = getattr(ops, n, None)
        sweep(n, *U(f), *([lambda n: f(n)] if n not in ("tan", "sinc", "copy", "cosh", "sinh", "sin", "cos", "exp2", "nonzero", "i0", "angle") else []))
    for n in ["sqrt", "log", "log2", "log10", "log1p"]:
        f = getattr(ops, n, None)
        sweep(n, lambda p: f(p), lambda b: f(b), lambda n: f(n), lambda i: f(i))
    for n in ["arccos", "arcsin", "arctanh"]:
        f = getattr(ops, n, None)
        sweep(n, lambda u: f(u), lambda b: f(b), lambda i: f(i))
    sweep("arccosh", lambda p: ops.arccosh(p), lambda b: ops.arccosh(b), lambda i: ops.arccosh(i))
    sweep("reciprocal p", lambda p: ops.reciprocal(p))
    binary = ["add", "subtract", "multiply", "divide", "true_divide", "divide_no_nan", "floor_divide", "mod", "fmod", "maximum", "minimum", "fmax", "fmin", "equal", "not_equal", "greater", "greater_equal", "less", "less_equal", "logical_and", "logical_or", "logical_xor", "arctan2", "hypot", "logaddexp", "logaddexp2", "heaviside", "nextafter", "bitwise_and", "bitwise_or", "bitwise_xor", "gcd", "lcm", "ldexp"]
    for n in binary:
        f = getattr(ops, n, None)
        sweep(n, lambda x, y: f(x, y), lambda i, j: f(i, j), lambda b, c: f(b, c), lambda x, i: f(x, i), lambda i, x: f(i, x), lambda b, j: f(b, j), lambda b, x: f(b, x), lambda x, r: f(x, r), lambda x: f(x, 2.5), lambda i: f(i, 2), lambda i: f(i, 2.5), lambda b: f(b, 2), lambda x: f(3, x), lambda n, p: f(n, p), lambda p, n: f(p, n), lambda x, w: f(x[:, 0, :], w), lambda n: f(n, n), lambda i: f(i, 0))
    sweep("power", lambda p, x: ops.power(p, x), lambda i: ops.power(i, 2), lambda i, q: ops.power(i, ops.abs(q)[:, None, :]), lambda x: ops.power(x, 3), lambda x: ops.power(2.0, x), lambda i: ops.power(i, 0.5), lambda n: ops.power(n, 2), lambda n: ops.power(n, 0), lambda b, x: ops.power(x, b), lambda i, x: ops.power(x, i))
    for n in ["left_shift", "right_shift", "bitwise_left_shift", "bitwise_right_shift"]:
        f = getattr(ops, n, None)
        sweep(n, lambda i: f(i, 2), lambda i, q: f(i, ops.abs(q)[:, None, :]))
    sweep("logical on numbers", lambda x, i: ops.logical_and(x, i), lambda n, i: ops.logical_or(n, i), lambda x: ops.logical_not(x))
    sweep("python operators", lambda x, i: x + i, lambda x: 1 - x, lambda x: -x, lambda x: abs(x), lambda i, j: i // j, lambda i, j: i % j, lambda x: x**2, lambda x: 2 / ops.exp(x), lambda i: i / 2, lambda b, c: b & c, lambda b, c: b | c, lambda b, c: b ^ c, lambda b: ~b, lambda x, y: x < y, lambda x: x != 0.5, lambda i: i >= 2, lambda x, m: x[:, :, :3] @ m)
    sweep("clip", lambda x: ops.clip(x, -0.5, 0.75), lambda i: ops.clip(i, -2, 3), lambda b: ops.clip(b, 0, 1), lambda n: ops.clip(n, -1, 1), lambda x, y: ops.clip(x, -1.0, y))
    sweep("round", lambda x: ops.round(x), lambda x: ops.round(x * 7.0, 1), lambda i: ops.round(i), lambda i: ops.round(i, 1), lambda i: ops.round(i * 7, -1), lambda n: ops.round(n), lambda x: ops.round(x * 100.0, decimals=-1))
    sweep("where", lambda b, x, y: ops.where(b, x, y), lambda b, i, x: ops.where(b, i, x), lambda x: ops.where(x > 0, x, 0.0), lambda i: ops.where(i > 0, i, 0.5), lambda i: ops.where(i > 0, 1, 0), lambda x: ops.where(x > 0, 1.5, 0.0), lambda b, c, i: ops.where(c, b, i), lambda i, x: ops.where(i, x, 2), lambda b: ops.where(b))
    sweep("select", lambda x, y, b, c: ops.select([b, c], [x, y], 7.0), lambda x, i: ops.select([x > 0.5, x < -0.5], [x, x * 2.0]))
    sweep("isclose", lambda x, y: ops.isclose(x, y, rtol=0.5, atol=0.25), lambda n: ops.isclose(n, n), lambda n: ops.isclose(n, n, equal_nan=True), lambda i, j: ops.isclose(i, j), lambda x, i: ops.isclose(x, i))
    sweep("allclose", lambda x, y: ops.allclose(x, y, rtol=0.5), lambda n: ops.allclose(n, n), lambda n: ops.allclose(n, n, equal_nan=True), lambda i, j: ops.allclose(i, j), lambda x: ops.allclose(x, x))
    sweep("isin", lambda i: ops.isin(i, [1, 2, -3]), lambda x: ops.isin(x, [0.0, 0.5]), lambda i, k: ops.isin(i, k, invert=True), lambda i: ops.isin(i, [1, 7], assume_unique=True))
    for n in ["sum", "mean", "max", "min", "amax", "amin", "prod", "var", "std", "any", "all", "ptp", "median", "nansum", "nanmean", "nanmax", "nanmin", "nanprod", "nanvar", "nanstd", "nanmedian"]:
        f = getattr(ops, n, None)
        sweep(n + " axes", *U(f), *U(f, axis=1), *U(f, axis=-1, keepdims=True), lambda x: f(x, axis=(0, 2)), lambda x: f(x, axis=(1, 2), keepdims=True), lambda x: f(x, keepdims=True), lambda n: f(n), lambda n: f(n, axis=-1), lambda n: f(n, axis=1))
    for n in ["argmax", "argmin", "nanargmax", "nanargmin"]:
        f = getattr(ops, n, None)
        sweep(n, *U(f), *U(f, axis=1), *U(f, axis=-1, keepdims=True), lambda x: f(x, keepdims=True), lambda n: f(n, axis=-1), lambda n: f(n), lambda n: f(n, axis=1))
    sweep("max initial", lambda x: ops.max(x, axis=1, initial=0.5), lambda i: ops.max(i, initial=100), lambda x: ops.min(x, axis=-1, initial=-0.25, keepdims=True), lambda i: ops.min(i, axis=1, initial=0), lambda b: ops.max(b, axis=1, initial=0), lambda b: ops.min(b, axis=1, initial=1))
    sweep("prod dtype", lambda i: ops.prod(i, axis=-1, dtype="float32"), lambda x: ops.prod(x, axis=-1, dtype="float32"))
    for n in ["cumsum", "cumprod", "nancumsum", "nancumprod"]:
        f = getattr(ops, n, None)
        sweep(n, *U(f), *U(f, axis=1), lambda x: f(x, axis=-1), lambda n: f(n, axis=-1), lambda b: f(b, axis=1, dtype="int32"), lambda i: f(i, axis=1, dtype="float32"), lambda b: f(b, axis=0, dtype="float32"))
    sweep("count nonzero", *U(ops.count_nonzero), *U(ops.count_nonzero, axis=1), lambda x: ops.count_nonzero(x, axis=(1, 2)), lambda n: ops.count_nonzero(n, axis=-1))
    sweep("average", lambda x: ops.average(x), lambda i: ops.average(i, axis=1), lambda x, p: ops.average(x, axis=-1, weights=p), lambda x, p: ops.average(x, weights=p), lambda i: ops.average(i, axis=1, weights=np.array([1, 2, 3], 'int32')), lambda x: ops.average(x, axis=2, weights=np.array([0.5, 1.5, 2.0, 1.0], 'float32')), lambda x, w: ops.average(x, axis=-1, weights=w[0]))
    for n in ["quantile", "nanquantile"]:
        f = getattr(ops, n, None)
        sweep(n, lambda x: f(x, 0.3), lambda x: f(x, 0.5, axis=1), lambda x: f(x, [0.1, 0.5, 0.9], axis=-1), lambda x: f(x, [0.2, 0.8], axis=(1, 2), keepdims=True), lambda i: f(i, 0.4, axis=-1), lambda x: f(x, 0.35, axis=1, method="lower"), lambda x: f(x, 0.35, axis=1, method="higher"), lambda x: f(x, 0.35, axis=1, method="nearest"), lambda x: f(x, 0.35, axis=1, method="midpoint"), lambda n: f(n, 0.5, axis=-1), lambda n: f(n, 0.5), lambda x: f(x, [0.25, 0.5], keepdims=True), lambda n: f(n, [0.25, 0.5], axis=1), lambda x: f(x, 0.5, axis=1, keepdims=True))
    for n in ["percentile", "nanpercentile"]:
        f = getattr(ops, n, None)
        sweep(n, lambda x: f(x, 30), lambda x: f(x, [10, 50], axis=1), lambda i: f(i, 25, axis=-1, keepdims=True), lambda n: f(n, 40, axis=-1))
    sweep("sort", *U(ops.sort), *U(ops.sort, axis=1), lambda x: ops.sort(x, axis=None))
    sweep("argsort", *U(ops.argsort), *U(ops.argsort, axis=1), lambda x: ops.argsort(x, axis=None))
    sweep("diff", *U(ops.diff), lambda x: ops.diff(x, n=2, axis=1), lambda i: ops.diff(i, axis=1), lambda x: ops.diff(x, n=0))
    sweep("trapezoid", lambda x: ops.trapezoid(x), lambda i: ops.trapezoid(i, dx=0.5, axis=1), lambda x: ops.trapezoid(x, x=[0.0, 1.0, 1.5, 4.0]))
    sweep("concatenate", lambda x, y: ops.concatenate([x, y], axis=1), lambda x, i: ops.concatenate([x, i], axis=-1), lambda b, i: ops.concatenate([b, i]), lambda b, c: ops.concatenate([b, c], axis=2))
    sweep("append", lambda x, y: ops.append(x, y), lambda x, i: ops.append(x, i, axis=1), lambda b, i: ops.append(b, i, axis=-1))
    sweep("stack", lambda x, y: ops.stack([x, y]), lambda x, i: ops.stack([x, i], axis=-1), lambda b, c: ops.stack([b, c], axis=1), lambda x: ops.stack([x, x, x], axis=2))
    for n in ["hstack", "vstack", "dstack"]:
        f = getattr(ops, n, None)
        sweep(n, lambda x, y: f([x, y]), lambda x, i: f([x, i]), lambda v, s: f([v, v]), lambda m, d: f([d, d]))
    sweep("split", lambda x: ops.split(x, 2, axis=2), lambda x: ops.split(x, [1, 3], axis=-1), lambda i: ops.split(i, 3, axis=1), lambda x: ops.split(x, (1,), axis=1), lambda b: ops.split(b, 2, axis=-1))
    sweep("array split", lambda x: ops.array_split(x, 3, axis=2), lambda i: ops.array_split(i, 2, axis=1))
    sweep("hsplit vsplit dsplit", lambda x: ops.hsplit(x, 3), lambda x: ops.hsplit(x, [1]), lambda x: ops.dsplit(x, 2), lambda g: ops.vsplit(ops.reshape(g, (4, 12)), 2), lambda x: ops.dsplit(x, [1, 2]))
    sweep("tile", lambda x: ops.tile(x, 2), lambda x: ops.tile(x, (1, 2, 1)), lambda i: ops.tile(i, [2, 1, 1, 1]), lambda b: ops.tile(b, (2, 1)))
    sweep("repeat", lambda x: ops.repeat(x, 2), lambda x: ops.repeat(x, 3, axis=1), lambda i: ops.repeat(i, [1, 0, 2], axis=1), lambda b: ops.repeat(b, 2, axis=-1), lambda x: ops.repeat(x, [2], axis=2))
    sweep("roll", lambda x: ops.roll(x, 2), lambda x: ops.roll(x, -1, axis=1), lambda i: ops.roll(i, 5, axis=-1), lambda b: ops.roll(b, 1, axis=2), lambda x: ops.roll(x, (1, -2), axis=(1, 2)))
    sweep("pad", lambda x: ops.pad(x, ((0, 0), (1, 2), (0, 1))), lambda x: ops.pad(x, ((0, 0), (1, 2), (3, 1)), mode="reflect"), lambda x: ops.pad(x, ((0, 0), (3, 2), (1, 4)), mode="symmetric"), lambda x: ops.pad(x, 1), lambda x: ops.pad(x, (1, 2), constant_values=3.5), lambda x: ops.pad(x, ((1, 0),), mode="constant", constant_values=-1.0), lambda i: ops.pad(i, ((0, 0), (1, 1), (0, 2)), constant_values=4), lambda b: ops.pad(b, ((0, 0), (1, 1), (2, 2))), lambda i: ops.pad(i, ((0, 0), (2, 2), (1, 0)), mode="reflect"))
    sweep("flip", lambda x: ops.flip(x), lambda x: ops.flip(x, axis=1), lambda i: ops.flip(i, axis=(0, -1)), lambda b: ops.flip(b, axis=2), lambda x: ops.fliplr(x), lambda x: ops.flipud(x), lambda b: ops.fliplr(b))
    sweep("rot90", lambda x: ops.rot90(x), lambda m: ops.rot90(m, k=2, axes=(1, 2)), lambda i: ops.rot90(i, k=3, axes=(1, 2)), lambda x: ops.rot90(x, k=-1, axes=(2, 1)), lambda x: ops.rot90(x, k=4), lambda b: ops.rot90(b, k=1, axes=(1, 2)))
    # TensorFlow 2.16, which is Keras 3.3's, ends the process when it is handed an axis counted from the end.
    COUNTS_BACK = tuple(int(n) for n in keras.__version__.split(".")[:2]) >= (3, 4)
    sweep("moving axes", lambda x: ops.moveaxis(x, 1, 2), lambda x: ops.moveaxis(x, (0, 1), (-1, 0)), lambda x: ops.swapaxes(x, 0, -1), lambda i: ops.swapaxes(i, 1, 2), lambda x: ops.transpose(x), lambda b: ops.transpose(b, (1, 2, 0)), *([lambda x: ops.transpose(x, (-1, 0, 1))] if COUNTS_BACK else []), lambda g: ops.moveaxis(g, [1, 3], [2, 0]))
    sweep("reshape", lambda x: ops.reshape(x, (-1, 6)), lambda x: ops.reshape(x, (2, 2, -1, 1)), lambda i: ops.reshape(i, (-1,)), lambda x: ops.reshape(x, -1), lambda b: ops.reshape(b, (2, 12)), lambda x: ops.squeeze(ops.expand_dims(x, 1), 1), lambda z: ops.squeeze(z, (1, 3)), lambda z: ops.squeeze(z), lambda x: ops.expand_dims(x, (0, 2)), lambda x: ops.expand_dims(x, -1), lambda i: ops.expand_dims(i, (-1, 1)), lambda x: ops.broadcast_to(ops.reshape(x, (2, 1, 12)), (2, 3, 12)), lambda b: ops.broadcast_to(ops.reshape(b, (24,)), (2, 24)))
    sweep("meshgrid", lambda v, t: ops.meshgrid(v, t), lambda v, t, k: ops.meshgrid(v, t, k, indexing="ij"), lambda v: ops.meshgrid(v), lambda k, v: ops.meshgrid(k, v, indexing="xy"))
    sweep("diag", lambda v: ops.diag(v), lambda v: ops.diag(v, k=1), lambda k: ops.diag(k, k=-2), lambda w: ops.diag(w), lambda w: ops.diag(w, k=1), lambda w: ops.diag(w, k=-1), lambda w: ops.diagflat(w), lambda t: ops.diagflat(t, k=-1))
    sweep("diagonal", lambda x: ops.diagonal(x), lambda x: ops.diagonal(x, offset=1, axis1=1, axis2=2), lambda i: ops.diagonal(i, offset=-1, axis1=-2, axis2=-1), lambda x: ops.diagonal(x, axis1=2, axis2=0), lambda b: ops.diagonal(b, axis1=1, axis2=2), lambda g: ops.diagonal(g, offset=2, axis1=1, axis2=3))
    sweep("trace", lambda x: ops.trace(x, axis1=1, axis2=2), lambda i: ops.trace(i, offset=1, axis1=1, axis2=2), lambda m: ops.trace(m, offset=-1, axis1=2, axis2=1), lambda b: ops.trace(b, axis1=1, axis2=2), lambda x: ops.trace(x))
    sweep("tril triu", lambda x: ops.tril(x), lambda x: ops.tril(x, k=1), lambda i: ops.tril(i, k=-1), lambda x: ops.triu(x), lambda x: ops.triu(x, k=1), lambda i: ops.triu(i, k=-2), lambda b: ops.triu(b), lambda n: ops.tril(n))
    sweep("take", lambda x: ops.take(x, [0, 2, -1], axis=1), lambda x: ops.take(x, 1, axis=-1), lambda x: ops.take(x, [[0, 5], [7, -2]]), lambda x, q: ops.take(x, q, axis=2), lambda i, q: ops.take(i, ops.abs(q), axis=1), lambda b: ops.take(b, [1, 1], axis=2), lambda x, k: ops.take(x, k, axis=None))
    sweep("take along axis", lambda x, q: ops.take_along_axis(x, q[:, None, :] * 0 + 1, axis=1), lambda x: ops.take_along_axis(x, ops.argsort(x, axis=-1), axis=-1), lambda i, q: ops.take_along_axis(i, q[:, None, :], axis=2), lambda x, k: ops.take_along_axis(x, k, axis=None), lambda x: ops.take_along_axis(x, ops.argmax(x, axis=1, keepdims=True), axis=1))
    K = slice(None)
    sweep("get item", lambda x: x[:, 0], lambda x: x[..., 1], lambda x: x[:, None], lambda x: x[:, ::-1], lambda x: x[:, ::2, 1:3], lambda x: x[:, -1:, :-1], lambda x: x[0], lambda i: i[:, 1, -2], lambda b: b[..., None, 0], lambda x: x[:, 5:, :], lambda x: x[:, 2:0:-1, ::-2], lambda x: x[1:, ..., None], lambda x: x[:, 1:100], lambda n: n[..., ::3], lambda x: x[:, :, -3:-1])
    sweep("get item by a place of the graph", lambda x, i: x[:, i[0, 1, 1] + 1], lambda x, k: x[..., k[1]], lambda x, i: x[:, i[0, 1, 1]:, 1], lambda x, i: x[:, : i[0, 1, 2]])
    sweep("linspace", lambda x: ops.linspace(x, 3.0, num=4), lambda x, y: ops.linspace(x, y, num=3, endpoint=False, axis=-1), lambda i: ops.linspace(i, 9, num=5, axis=1), lambda i: ops.linspace(i, 9, num=4, dtype="int32"), lambda x: ops.linspace(0.0, x, num=1))
    sweep("logspace geomspace", lambda u: ops.logspace(u, 1.0, num=3), lambda u: ops.logspace(u, 2.0, num=3, base=2, endpoint=False, axis=-1), lambda p: ops.geomspace(p, 2.0, num=3), lambda p: ops.geomspace(p, 4.0, num=3, endpoint=False, axis=1))
    sweep("full like", lambda x: ops.full_like(x, 2.5), lambda i: ops.full_like(i, 3), lambda i: ops.full_like(i, 2.5, dtype="float32"), lambda b: ops.full_like(b, True), lambda x: ops.ones_like(x, dtype="int32"), lambda x: ops.zeros_like(x, dtype="bool"), lambda b: ops.ones_like(b, dtype="float32"), lambda x: ops.zeros_like(x, "int32"), lambda x: ops.full_like(x, x[0, 0, 0]))
    sweep("array", lambda x: ops.array(x), lambda i: ops.array(i, dtype="float32"), lambda x: ops.convert_to_tensor(x), lambda i: ops.convert_to_tensor(i, dtype="float32"))
    sweep("dot", lambda x, m: ops.dot(x, x[0, 0, :]), lambda a, m: ops.dot(a, m[0]), lambda v: ops.dot(v, v), lambda x: ops.dot(x, 2.0), lambda k: ops.dot(k, k), lambda g, x: ops.dot(g, ops.transpose(x, (0, 2, 1))), lambda b, k: ops.dot(b[0, :, 0], b[0, :, 1]))
    sweep("matmul", lambda x, y: ops.matmul(x, ops.transpose(y, (0, 2, 1))), lambda x, w: ops.matmul(x, w[0]), lambda i, j: ops.matmul(i, ops.transpose(j, (0, 2, 1))), lambda m, x: ops.matmul(m[0, 0], x), lambda g, x: ops.matmul(g, ops.transpose(x, (0, 2, 1))[:, None]), lambda b, c: ops.matmul(b, ops.transpose(c, (0, 2, 1))), lambda v: ops.matmul(v, v), lambda x, m: ops.matmul(m, x))
    sweep("tensordot", lambda x, y: ops.tensordot(x, y, axes=[[1, 2], [1, 2]]), lambda x, m: ops.tensordot(x, m, axes=[[1], [2]]), lambda v, t: ops.tensordot(v, t, axes=0), lambda i, j: ops.tensordot(i, j, axes=[[2], [2]]), lambda x, a: ops.tensordot(a, x[0], axes=1), lambda x, m: ops.tensordot(m, x[0], axes=1), lambda x, y: ops.tensordot(x, y, axes=[1, 1]))
    sweep("inner outer vdot", lambda x, w: ops.inner(x, w), lambda v: ops.inner(v, v), lambda k: ops.inner(k, k), lambda x, y: ops.outer(x, y), lambda v, t: ops.outer(v, t), lambda k, v: ops.outer(k, v), lambda b: ops.outer(b, b), lambda x, y: ops.vdot(x, y), lambda i, j: ops.vdot(i, j), lambda b, c: ops.vdot(b, c), lambda x: ops.inner(x, 2.0))
    sweep("einsum", lambda x, y: ops.einsum("bij,bkj->bik", x, y), lambda x: ops.einsum("bij->bji", x), lambda x: ops.einsum("bij->b", x), lambda m: ops.einsum("bii->bi", m), lambda x, y: ops.einsum("...i,...i->...", x, y), lambda x, y: ops.einsum("bij,bij", x, y), lambda i, j: ops.einsum("bij,bkj->bik", i, j), lambda x, w, m: ops.einsum("bij,bj,bik->bk", x, w, m), lambda v, t: ops.einsum("a,b->ab", v, t), lambda m: ops.einsum("bii", m))
    sweep("cross", lambda a, e: ops.cross(a, e), lambda a, d: ops.cross(a, d), lambda d: ops.cross(d, d * d[:, ::-1]), lambda x, y: ops.cross(x, y, axis=1), lambda x, y: ops.cross(x, y, axisa=1, axisb=1, axisc=2), lambda i, j: ops.cross(i, j, axis=1))
    sweep("kron", lambda w, m: ops.kron(w, w), lambda v, t: ops.kron(v, t), lambda x, m: ops.kron(m, x), lambda k, v: ops.kron(k, v), lambda v, w: ops.kron(v, w))
    sweep("bincount", lambda k: ops.bincount(k), lambda k: ops.bincount(k, minlength=8), lambda k, v: ops.bincount(k, weights=[0.5, 1.0, 2.0, 0.25, 3.0]), lambda q: ops.bincount(ops.abs(q), minlength=4), lambda k: ops.bincount(k, weights=[1, 2, 3, 4, 5]))
    sweep("digitize", lambda x: ops.digitize(x, np.array([-1.0, 0.0, 0.5, 1.0])), lambda i: ops.digitize(i, np.array([-2, 0, 3])), lambda n: ops.digitize(n, np.array([0.0, 1.5])), lambda b: ops.digitize(b, np.array([0.5])))
    sweep("search sorted", lambda s, v: ops.searchsorted(s, v), lambda s, x: ops.searchsorted(s, x[0, 0]), lambda s, x: ops.searchsorted(s, x[0, 1], side="right"), lambda s: ops.searchsorted(s, s), lambda s: ops.searchsorted(s, s, side="right"), lambda x: ops.searchsorted(np.array([-1.0, 0.0, 0.5], 'float32'), x))
    sweep("vander", lambda v: ops.vander(v), lambda v: ops.vander(v, N=3), lambda k: ops.vander(k, increasing=True), lambda k: ops.vander(k, N=2))
    sweep("correlate", lambda w, a: ops.correlate(w[0], a[1]), lambda w, a: ops.correlate(w[0], a[1], mode="same"), lambda w, a: ops.correlate(w[0], a[1], mode="full"), lambda i, q: ops.correlate(i[0, 0], q[0, :3]), lambda w, d: ops.correlate(w[0], d[0], mode="same"), lambda w, d: ops.correlate(d[0], w[0], mode="full"))
    sweep("corrcoef", lambda w: ops.corrcoef(w), lambda p: ops.corrcoef(p[0]), lambda i: ops.corrcoef(i[0]))
    sweep("unravel index", lambda k: ops.unravel_index(k, (2, 3)), lambda q: ops.unravel_index(ops.abs(q), (3, 4)), lambda q: ops.unravel_index(ops.abs(q), (3, 4, 2)))
    sweep("slogdet", lambda m: ops.slogdet(m))
    sweep("nan to num", lambda n: ops.nan_to_num(n, nan=2.0, posinf=9.0, neginf=-9.0), lambda i: ops.nan_to_num(i), lambda b: ops.nan_to_num(b))
    sweep("arange", lambda v: ops.arange(3), lambda k: ops.arange(k[0]), lambda t: ops.arange(t[0], 3.0))
    P = keras.src.ops.numpy
    sweep("classes by themselves", lambda x: P.Abs()(x), lambda i: P.Abs()(i), lambda x: P.Conj()(x), lambda x, p: P.TrueDivide()(x, p), lambda x: P.Amax(axis=1)(x), lambda x: P.Amin(axis=1, keepdims=True)(x), lambda i: P.BitwiseNot()(i))
    sweep("mixed types in a chain", lambda b, i, x: ops.sum(b, axis=1) * ops.mean(i, axis=1) + ops.max(x, axis=1), lambda b: ops.sum(b) / 3, lambda i: ops.mean(i) * ops.sum(i), lambda b, c: ops.add(ops.multiply(b, c), b), lambda i: ops.floor_divide(i, 2) * 2 + ops.mod(i, 2), lambda b, x: ops.maximum(b, x) - ops.minimum(b, 2))
