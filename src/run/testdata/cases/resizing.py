# Read by make.py: images brought to another size.
WAYS = ["bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5"] + ([] if K3 else ["gaussian", "mitchellcubic"])
for how in WAYS:
    for size in ((3, 4), (9, 11), (5, 13), (7, 2)):
        layer(f"resizing {how} to {size}", (5, 6, 2), lambda: L.Resizing(*size, interpolation=how))
    layer(f"resizing {how} one pixel", (1, 1, 2), lambda: L.Resizing(3, 2, interpolation=how))
    layer(f"resizing {how} to one pixel", (4, 5, 1), lambda: L.Resizing(1, 1, interpolation=how))
    layer(f"resizing {how} much smaller", (23, 17, 1), lambda: L.Resizing(4, 3, interpolation=how))
    layer(f"resizing {how} cropped", (5, 9, 2), lambda: L.Resizing(4, 4, interpolation=how, crop_to_aspect_ratio=True))
    layer(f"upsampling {how}", (3, 4, 2), lambda: L.UpSampling2D((2, 3), interpolation=how))
    if K3:
        layer(f"resizing {how} channels first", (2, 5, 6), lambda: L.Resizing(7, 4, interpolation=how, data_format="channels_first"))
        layer(f"resizing {how} padded", (5, 9, 2), lambda: L.Resizing(4, 4, interpolation=how, pad_to_aspect_ratio=True, fill_value=0.5))
        try:
            L.Resizing(3, 3, antialias=True)
            for size in ((3, 4), (9, 11), (5, 2)):
                layer(f"resizing {how} antialias to {size}", (7, 6, 2), lambda: L.Resizing(*size, interpolation=how, antialias=True))
            layer(f"resizing {how} antialias much smaller", (23, 17, 1), lambda: L.Resizing(4, 3, interpolation=how, antialias=True))
        except (TypeError, ValueError):
            pass
        layer(f"upsampling {how} channels first", (2, 3, 4), lambda: L.UpSampling2D(2, interpolation=how, data_format="channels_first"))
for shape in ((9, 4, 2), (4, 9, 2), (8, 3, 1)):
    layer(f"resizing cropped from {shape}", shape, lambda: L.Resizing(3, 5, crop_to_aspect_ratio=True))
    if K3:
        layer(f"resizing padded from {shape}", shape, lambda: L.Resizing(3, 5, pad_to_aspect_ratio=True, fill_value=-1.0))
        layer(f"resizing padded nearest from {shape}", shape, lambda: L.Resizing(7, 3, pad_to_aspect_ratio=True, interpolation="nearest"))
BYTES = np.array([[[[0], [10], [200]], [[255], [7], [30]], [[90], [91], [17]]]] * 2)
for how in ("bilinear", "nearest", "area"):
    case(f"resizing bytes {how}", [((3, 3, 1), "int32")], lambda x: L.Resizing(5, 4, interpolation=how)(x), values=[BYTES])
if K3:
    layer("resizing padded and first", (2, 3, 7), lambda: L.Resizing(4, 4, pad_to_aspect_ratio=True, data_format="channels_first"))
    layer("center crop channels first", (2, 7, 6), lambda: L.CenterCrop(3, 4, data_format="channels_first"))
    layer("center crop larger channels first", (2, 3, 6), lambda: L.CenterCrop(5, 4, data_format="channels_first"))
layer("center crop", (7, 6, 2), lambda: L.CenterCrop(3, 4))
layer("center crop odd", (8, 5, 1), lambda: L.CenterCrop(3, 2))
layer("center crop larger", (3, 6, 2), lambda: L.CenterCrop(5, 4))
layer("center crop much larger", (3, 2, 2), lambda: L.CenterCrop(7, 9))
case("center crop bytes", [((3, 3, 1), "int32")], lambda x: L.CenterCrop(2, 1)(x), values=[BYTES])
layer("random crop", (7, 6, 2), lambda: L.RandomCrop(3, 4))
layer("random crop larger", (3, 6, 2), lambda: L.RandomCrop(5, 4))
