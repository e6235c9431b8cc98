# Layers that Keras defines for its own networks and exports nowhere. Read by make.py.
import importlib

VERSION = tuple(int(part) for part in keras.__version__.split(".")[:2])
root = "keras.src" if VERSION >= (2, 13) else "keras"
convnext = importlib.import_module(f"{root}.applications.convnext")
inception = importlib.import_module(f"{root}.applications.inception_resnet_v2")
# Files without modules tell these layers by what ConvNeXt and InceptionResNetV2 name theirs.
SCALE, DEPTH = "convnext_tiny_stage_0_block_1_layer_scale", "convnext_tiny_stage_0_block_1_stochastic_depth"


def block(x, y, **more):
    return inception.CustomScaleLayer(0.17, **more)([x, L.Conv2D(x.shape[-1], 1, name="block35_2_conv")(y)])


layer("layer scale", (3, 3, 4), lambda: convnext.LayerScale(1e-6, 4, name=SCALE))
layer("layer scale of a sequence", (5, 3), lambda: convnext.LayerScale(0.5, 3, name=SCALE))
layer("layer scale of a vector", (6,), lambda: convnext.LayerScale(0.0, 6, name=SCALE))
layer("layer scale in float64", (4, 3), lambda: convnext.LayerScale(0.5, 3, name=SCALE, dtype="float64"))
layer("stochastic depth", (3, 3, 2), lambda: convnext.StochasticDepth(0.4, name=DEPTH))
layer("stochastic depth of nothing", (4,), lambda: convnext.StochasticDepth(0.0, name=DEPTH))
case("residual block of ConvNeXt", [(6, 6, 4)], lambda x: x + convnext.StochasticDepth(0.2, name=DEPTH)(convnext.LayerScale(1e-6, 4, name=SCALE)(L.Dense(4)(L.Activation("gelu")(L.Dense(8)(L.LayerNormalization(epsilon=1e-6)(L.Conv2D(4, 7, padding="same", groups=4)(x))))))))
case("block of InceptionResNetV2", [(4, 4, 3), (4, 4, 2)], lambda x, y: block(x, y))
case("block of InceptionResNetV2, broadcast", [(4, 4, 3), (1, 1, 2)], lambda x, y: block(x, y))
case("block of InceptionResNetV2, negative", [(4, 4, 3), (4, 4, 2)], lambda x, y: inception.CustomScaleLayer(-2.5)([x, L.Conv2D(3, 1, name="block8_10_conv")(y)]))
case("mask through a stochastic depth", [(5, 3)], lambda x: L.LSTM(2)(convnext.StochasticDepth(0.3, name=DEPTH)(L.Masking(0.0)(L.Reshape((5, 3))(L.Cropping1D((1, 0))(L.ZeroPadding1D((1, 0))(x)))))))
case("mask ends in a layer scale", [(5,)], lambda x: L.LSTM(2)(convnext.LayerScale(0.3, 3, name=SCALE)(L.Embedding(6, 3, mask_zero=True)(x))), values=[[[1, 2, 0, 3, 0], [0, 1, 1, 0, 0]]])
case("mask of ids through a stochastic depth", [(5,)], lambda x: L.LSTM(2)(convnext.StochasticDepth(0.3, name=DEPTH)(L.Embedding(6, 3, mask_zero=True)(x))), values=[[[1, 2, 0, 3, 0], [0, 1, 1, 0, 0]]])
case("mask ends in a scaled block", [(5,)], lambda x: (lambda e: L.LSTM(2)(inception.CustomScaleLayer(0.3)([e, L.Conv1D(3, 1, name="block17_1_conv")(e)])))(L.Embedding(6, 3, mask_zero=True)(x)), values=[[[1, 2, 0, 3, 0], [0, 1, 1, 0, 0]]])
