# Read by make.py: layers that change images in training, and those that do so always.
PICTURES = (rng("pictures").integers(0, 256, size=(2, 6, 7, 3))).astype("float32")


def picture(name, make, values=PICTURES, dtype="float32"):
    values = np.asarray(values, dtype)
    case(name, [(values.shape[1:], dtype)], lambda x: make()(x), values=[values])


REST = {
    "RandomFlip": {}, "RandomRotation": {"factor": 0.3}, "RandomZoom": {"height_factor": 0.3}, "RandomTranslation": {"height_factor": 0.3, "width_factor": 0.2},
    "RandomContrast": {"factor": 0.4}, "RandomBrightness": {"factor": 0.4}, "RandomHeight": {"factor": 0.4}, "RandomWidth": {"factor": 0.4},
    "RandomShear": {"x_factor": 0.3, "y_factor": 0.1}, "RandomPerspective": {"factor": 0.5, "scale": 0.3}, "RandomElasticTransform": {"factor": 0.5},
    "RandomHue": {"factor": 0.4}, "RandomSaturation": {"factor": 0.4}, "RandomSharpness": {"factor": 0.4}, "RandomPosterization": {"factor": 4},
    "RandomInvert": {"factor": 0.5}, "RandomColorDegeneration": {"factor": 0.4}, "RandomGrayscale": {"factor": 0.4}, "RandomErasing": {"factor": 0.7},
    "RandomGaussianBlur": {"factor": 0.7}, "RandomColorJitter": {"brightness_factor": 0.3, "hue_factor": 0.1}, "RandAugment": {}, "AugMix": {}, "MixUp": {}, "CutMix": {},
    "Solarization": {"addition_factor": 0.3, "threshold_factor": 0.2}, "MaxNumBoundingBoxes": {"max_number": 3},
}
for kind, options in REST.items():
    if hasattr(L, kind):
        picture(f"{kind}", lambda: getattr(L, kind)(**options))
        picture(f"{kind} of whole numbers", lambda: getattr(L, kind)(**options), dtype="int32")
if hasattr(L, "AutoContrast"):
    picture("auto contrast", lambda: L.AutoContrast())
    picture("auto contrast of ones", lambda: L.AutoContrast(value_range=(0, 1)), PICTURES / 300)
    picture("auto contrast flat", lambda: L.AutoContrast(), np.concatenate([PICTURES[:1], np.full((1, 6, 7, 3), 9.0)]))
    picture("auto contrast odd range", lambda: L.AutoContrast(value_range=(-1, 2)), PICTURES / 100 - 0.7)
    picture("auto contrast of whole numbers", lambda: L.AutoContrast(), dtype="int32")
if hasattr(L, "ContrastLimitedAdaptiveHistogramEqualization"):
    C = L.ContrastLimitedAdaptiveHistogramEqualization
    picture("clahe", lambda: C(tile_grid_size=(2, 3)))
    picture("clahe unclipped", lambda: C(tile_grid_size=(2, 2), clip_limit=0.0))
    picture("clahe clipped hard", lambda: C(tile_grid_size=(3, 2), clip_limit=30.0))
    picture("clahe one tile", lambda: C(tile_grid_size=(1, 1)))
    picture("clahe of ones", lambda: C(value_range=(0, 1), tile_grid_size=(2, 3)), PICTURES / 256)
    picture("clahe default grid", lambda: C(), np.tile(PICTURES, (1, 2, 2, 1))[:1, :9, :12, :1])
    picture("clahe channels first", lambda: C(tile_grid_size=(2, 2), data_format="channels_first"), np.transpose(PICTURES, (0, 3, 1, 2)))
    picture("clahe of whole numbers", lambda: C(tile_grid_size=(2, 3)), dtype="int32")
if hasattr(L, "Pipeline"):
    picture("pipeline", lambda: L.Pipeline([L.RandomFlip(), L.Rescaling(1 / 255), L.Resizing(4, 3)]))
    picture("pipeline with contrast", lambda: L.Pipeline([L.AutoContrast(), L.Equalization(), L.CenterCrop(4, 4)]))
