# Read by make.py: numbers to categories, categories to rows, scaling.
VALUES = [[-1.0, 0.5, 0.49], [7.0, 6.99, 100.0], [2.0, float("nan"), 0.0]]


def given(name, make, values, dtype="float32"):
    values = np.array(values, dtype)
    case(name, [(values.shape[1:], dtype)], lambda x: make()(x), values=[values])


for mode in ("int", "one_hot", "multi_hot", "count"):
    given(f"discretization {mode}", lambda: L.Discretization([0.5, 2.0, 7.0], output_mode=mode), VALUES)
    given(f"discretization {mode} single", lambda: L.Discretization([0.5, 2.0, 7.0], output_mode=mode), [[0.3], [9.0]])
    given(f"discretization {mode} rank 1", lambda: L.Discretization([0.5, 2.0, 7.0], output_mode=mode), [0.3, 9.0, 2.0])
    given(f"discretization {mode} rank 3", lambda: L.Discretization([0.1, 0.3], output_mode=mode), [[[0.0, 0.2], [0.5, 0.6]], [[0.1, 0.3], [0.4, 0.25]]])
    given(f"discretization {mode} of whole numbers", lambda: L.Discretization([1, 3], output_mode=mode), [[0, 1, 2], [3, 4, 1]], "int32")
given("discretization inexact boundaries", lambda: L.Discretization([0.1, 0.7]), np.array([[0.1, 0.7, 0.69999999]], "float32"))


def adapted_bins(name, bins, count, epsilon=0.01, **more):
    def make():
        layer = L.Discretization(num_bins=bins, epsilon=epsilon, **more)
        layer.adapt((np.sin(np.arange(count)) * 5).astype("float32").reshape(-1, 1))
        return layer
    given(name, make, [[-4.0, -1.3, 0.0], [0.4, 3.2, 4.9]])


adapted_bins("discretization adapted", 4, 50)
adapted_bins("discretization adapted to much", 5, 1000)
adapted_bins("discretization adapted coarsely", 3, 300, 0.2, output_mode="one_hot")
adapted_bins("discretization adapted to little", 6, 4)

IDS = [[1, 2, 2], [0, 4, 1]]
for mode in ("one_hot", "multi_hot", "count"):
    given(f"category {mode}", lambda: L.CategoryEncoding(5, output_mode=mode), IDS, "int32")
    given(f"category {mode} of floats", lambda: L.CategoryEncoding(5, output_mode=mode), IDS)
    given(f"category {mode} single", lambda: L.CategoryEncoding(5, output_mode=mode), [[3], [0]], "int32")
    given(f"category {mode} rank 1", lambda: L.CategoryEncoding(5, output_mode=mode), [3, 0, 3], "int32")
    given(f"category {mode} rank 3", lambda: L.CategoryEncoding(5, output_mode=mode), [[[3, 1], [0, 2]], [[1, 1], [4, 0]]], "int32")
    given(f"category {mode} rank 3 single", lambda: L.CategoryEncoding(5, output_mode=mode), [[[3], [0]], [[1], [4]]], "int32")
    if K3:
        given(f"category {mode} beyond", lambda: L.CategoryEncoding(3, output_mode=mode), IDS, "int32")
if K3:
    given("category one_hot below zero", lambda: L.CategoryEncoding(3, output_mode="one_hot"), [[-1, 2]], "int32")
    given("category multi_hot rank 3 below zero", lambda: L.CategoryEncoding(3), [[[-1, 2]], [[0, -5]]], "int32")
for shape, name in (((3,), "counts weighted"), ((2, 2), "counts weighted rank 3")):
    case(f"category {name}", [(shape, "int32"), shape], lambda x, w: L.CategoryEncoding(6, output_mode="count")(x, count_weights=w))

# tf.keras 2.12 does not write `invert`: no file can say it.
INVERTS = "invert" in L.Normalization().get_config()
for name, axis, shape, mean, variance in [
    ("last axis", -1, (3,), [1.0, -2.0, 0.5], [4.0, 0.25, 0.0]), ("one number", None, (3,), 2.0, 9.0), ("one number along the axis", -1, (3,), 2.0, 9.0),
    ("two axes", (1, 2), (2, 3), [[1.0, 2.0, 3.0], [-1.0, 0.0, 5.0]], [[1.0, 4.0, 9.0], [0.5, 2.0, 0.0]]),
    ("first axis", 1, (2, 3), [1.0, -2.0], [4.0, 0.25]), ("last of three", -1, (2, 3), [1.0, -2.0, 0.5], [4.0, 0.25, 1.0]),
    ("axes out of order", (2, 1), (2, 3), [[1.0, 2.0, 3.0], [-1.0, 0.0, 5.0]], [[1.0, 4.0, 9.0], [0.5, 2.0, 1.0]]),
    ("one row for two axes", (1, 2), (2, 3), [1.0, 2.0, 3.0], [1.0, 4.0, 9.0]),
]:
    for invert in (False, True) if INVERTS else (False,):
        layer(f"normalization {name}{' inverted' if invert else ''}", shape, lambda: L.Normalization(axis=axis, mean=mean, variance=variance, invert=invert))


def scaled(name, data, values, **options):
    def make():
        made = L.Normalization(**options)
        made.adapt(np.array(data, "float32"))
        return made
    given(name, make, values)


ROWS = [[1.0, 5.0, 2.0], [3.0, 5.0, -2.0], [-1.0, 5.0, 0.25]]
scaled("normalization adapted", ROWS, [[0.5, 5.0, 1.0], [2.0, 6.0, 0.0]])
if INVERTS:
    scaled("normalization adapted inverted", ROWS, [[0.5, 5.0, 1.0], [2.0, 6.0, 0.0]], invert=True)
scaled("normalization adapted whole", ROWS, [[0.5, 5.0, 1.0], [2.0, 6.0, 0.0]], axis=None)
scaled("normalization adapted two axes", [ROWS[:2], ROWS[1:]], [ROWS[:2]], axis=(1, 2))
given("normalization of whole numbers", lambda: L.Normalization(mean=2.0, variance=4.0, axis=None), [[1, 2], [3, 4]], "int32")
layer("rescaling", (3,), lambda: L.Rescaling(2.0, offset=-1.0))
layer("rescaling lists", (2, 3), lambda: L.Rescaling([1.0, 2.0, 3.0], offset=[0.0, -1.0, 0.5]))
given("rescaling whole numbers", lambda: L.Rescaling(1 / 255), [[0, 128], [255, 3]], "int32")
