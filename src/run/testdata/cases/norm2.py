# Read by make.py: normalisation over any axes, with masks, of tiny and empty vectors, and spectral wrappers.
box, cube = (2, 3, 4), (2, 2, 3, 4)
for shape in (box, cube):
    r = len(shape)
    for axis in range(1, r + 1):
        layer(f"batchnorm rank {r + 1} axis {axis}", shape, lambda: L.BatchNormalization(axis=axis, epsilon=0.01))
        layer(f"batchnorm rank {r + 1} axis {axis - r - 1}", shape, lambda: L.BatchNormalization(axis=axis - r - 1, scale=False, center=False))
        layer(f"layernorm rank {r + 1} axis {axis}", shape, lambda: L.LayerNormalization(axis=axis))
        groups = 1 if shape[axis - 1] == 3 else 2
        layer(f"groupnorm rank {r + 1} axis {axis}", shape, lambda: L.GroupNormalization(groups=groups, axis=axis))
        layer(f"groupnorm rank {r + 1} axis {axis - r - 1}", shape, lambda: L.GroupNormalization(groups=-1, axis=axis - r - 1))
        layer(f"unitnorm rank {r + 1} axis {axis}", shape, lambda: L.UnitNormalization(axis=axis))
layer("groupnorm one", box, lambda: L.GroupNormalization(groups=1, scale=False))
layer("groupnorm vector", (6,), lambda: L.GroupNormalization(groups=3, center=False))
layer("groupnorm plain", box, lambda: L.GroupNormalization(groups=2, scale=False, center=False, epsilon=0.1))
for axes in ([1, 2], [2, 3], [1, 3], [1, 2, 3], [3, 1], [-1, -2], [-1, 1], [-1]):
    layer(f"layernorm axes {axes}", box, lambda: L.LayerNormalization(axis=axes))
    layer(f"unitnorm axes {axes}", box, lambda: L.UnitNormalization(axis=axes))
layer("layernorm plain", box, lambda: L.LayerNormalization(axis=[1, 2], scale=False, center=False))
layer("layernorm small epsilon", box, lambda: L.LayerNormalization(axis=[2, 3], epsilon=1e-6))
layer("layernorm no scale", box, lambda: L.LayerNormalization(axis=[1, 3], scale=False))
case("unitnorm zero and tiny", [(3,)], lambda x: L.UnitNormalization()(x), values=[[[0, 0, 0], [3e-8, -4e-8, 0], [1e-3, 0, 0], [1e-5, 2e-5, 0]]], batch=4)
layer("batchnorm vector axis 1", (3,), lambda: L.BatchNormalization(axis=1))
layer("batchnorm line image", (5, 2), lambda: L.BatchNormalization(axis=1, scale=False))
case("batchnorm masked", [(3, 2), ((3,), "bool")], lambda x, m: L.GlobalAveragePooling1D()(L.BatchNormalization()(L.Masking()(x), mask=m)), values=[None, [[1, 1, 0], [0, 1, 1]]])
mask_words = [[3, 1, 0, 0], [2, 5, 4, 0]]
for n, make in (("layernorm", lambda: L.LayerNormalization()), ("unitnorm", lambda: L.UnitNormalization()), ("batchnorm", lambda: L.BatchNormalization())):
    case(f"{n} passes masks", [((4,), "int32")], lambda x: L.GRU(2)(make()(L.Embedding(6, 3, mask_zero=True)(x))), values=[mask_words])
layer("normalization axis pair given", box, lambda: L.Normalization(axis=(1, 3), mean=[[1.0, 2.0, 3.0, 4.0], [0.5, 0.25, -1.0, 2.0]], variance=[[1.0, 4.0, 9.0, 0.25], [2.0, 3.0, 0.5, 1.0]]))
layer("normalization axis pair given short", box, lambda: L.Normalization(axis=(2, 3), mean=[1.0, 2.0, 3.0, 4.0], variance=[1.0, 4.0, 9.0, 0.25]))
# Keras 2.12 does not write invert down: what it loads again does not invert.
turned = {"invert": True} if "invert" in L.Normalization().get_config() else {}
layer("normalization pair scalar invert", box, lambda: L.Normalization(axis=(1, 2), mean=0.5, variance=4.0, **turned))
layer("normalization axis 1 given", box, lambda: L.Normalization(axis=1, mean=[1.0, 2.0], variance=[4.0, 0.0]))
layer("normalization none given", box, lambda: L.Normalization(axis=None, mean=0.5, variance=4.0, **turned))
layer("normalization ints", ((4,), "int32"), lambda: L.Normalization(mean=2.0, variance=9.0))


def adapted_to(shape, invert=False, **more):
    def build(x):
        n = L.Normalization(invert=invert, **more)
        n.adapt(((np.arange(int(np.prod((3, *shape)))) % 7) ** 1.5).reshape(3, *shape).astype("float32"))
        return n(x)
    return build


case("normalization adapted axis none", [box], adapted_to(box, axis=None))
case("normalization adapted pair", [box], adapted_to(box, axis=(1, 3)))
case("normalization adapted pair negative", [box], adapted_to(box, axis=(-1, 1)))
case("normalization adapted invert", [box], adapted_to(box, axis=2, **turned))
layer("spectral conv2d", (4, 4, 2), lambda: L.SpectralNormalization(L.Conv2D(3, 2), power_iterations=2))
layer("spectral dense", (3, 4), lambda: L.SpectralNormalization(L.Dense(3, activation="relu")))
case("spectral embedding", [((4,), "int32")], lambda x: L.SpectralNormalization(L.Embedding(6, 3))(x))
case("spectral inside time distributed", [(3, 4)], lambda x: L.TimeDistributed(L.SpectralNormalization(L.Dense(2)))(x))
if K3:
    layer("spectral conv1d transpose", (4, 2), lambda: L.SpectralNormalization(L.Conv1DTranspose(3, 2)))
    for axes in (-1, 3, [-1], [2, 3], [1, 2, 3]):
        layer(f"rmsnorm axes {axes}", box, lambda: L.RMSNormalization(axis=axes, epsilon=0.01))
    layer("rmsnorm square", (3, 3), lambda: L.RMSNormalization(axis=1))
    # Keras 3.3 does not write rms_scaling down: those files cannot be told from others.
    written = "rms_scaling" in L.LayerNormalization().get_config()
    for axes in (-1, [2, 3], 1, [1, 3]) if written else ():
        layer(f"layernorm rms {axes}", box, lambda: L.LayerNormalization(axis=axes, rms_scaling=True))
    if written:
        layer("layernorm rms no scale", box, lambda: L.LayerNormalization(rms_scaling=True, scale=False, center=False))
    layer("sync batchnorm", box, lambda: L.BatchNormalization(synchronized=True))
    case("groupnorm masked", [((4,), "int32")], lambda x: L.GRU(2)(L.GroupNormalization(groups=3)(L.Embedding(6, 3, mask_zero=True)(x))), values=[mask_words])
else:
    layer("sync batchnorm", box, lambda: tf.keras.layers.experimental.SyncBatchNormalization())
    layer("batchnorm two axes", box, lambda: L.BatchNormalization(axis=[1, 3]))
    layer("batchnorm two axes negative", box, lambda: L.BatchNormalization(axis=[-1, -2], scale=False))
    layer("batchnorm old", box, lambda: tf.compat.v1.keras.layers.BatchNormalization())
    layer("batchnorm old fused", (3, 3, 2), lambda: tf.compat.v1.keras.layers.BatchNormalization(fused=True))
    layer("batchnorm renorm", box, lambda: tf.compat.v1.keras.layers.BatchNormalization(renorm=True, renorm_clipping={"rmax": 3.0, "dmax": 5.0}))
    layer("batchnorm virtual batches", box, lambda: tf.compat.v1.keras.layers.BatchNormalization(virtual_batch_size=1)) if False else None
    case("groupnorm masked", [box, (box, "bool")], lambda x, m: L.GroupNormalization(groups=2)(x, mask=m), values=[None, (np.arange(48).reshape(2, *box) % 5 > 0)])
    case("groupnorm masked last", [(3, 4), ((1, 4), "bool")], lambda x, m: L.GroupNormalization(groups=2)(x, mask=m), values=[None, [[[1, 0, 1, 1]], [[0, 1, 1, 0]]]])
