# Layers that do nothing when predicting, and random features.
layer("spatial dropout 2d", (3, 4, 2), lambda: L.SpatialDropout2D(0.3))
layer("spatial dropout 3d", (2, 3, 2, 2), lambda: L.SpatialDropout3D(0.3))
if not K3:
    for kernel in ("gaussian", "laplacian"):
        layer(f"fourier features {kernel}", (5,), lambda: L.experimental.RandomFourierFeatures(4, kernel, scale=1.7))
    layer("fourier features trainable", (5,), lambda: L.experimental.RandomFourierFeatures(3, trainable=True))
