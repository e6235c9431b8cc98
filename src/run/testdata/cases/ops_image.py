# Read by make.py: keras.ops.image as graph nodes.
exec(open(os.path.join(HERE, "cases", "ops_numpy.py")).read().split("\nif K3:\n")[0])  # FEED and sweep
RGB = (np.random.default_rng(3).integers(0, 33, size=(2, 5, 6, 3)) / 32.0).astype("float32")
RGB[0, 0, 0] = 0.0
RGB[0, 0, 1] = 0.5
RGB[0, 0, 2] = [0.5, 0.5, 0.25]
MORE = {
    "rgb": ((5, 6, 3), F, RGB.tolist()),
    "rgf": ((3, 5, 6), F, RGB.transpose(0, 3, 1, 2).tolist()),
    "img": ((5, 6, 2), F, None),
    "one": ((6, 2), F, None),
    "int": ((5, 6, 1), I, (np.arange(60).reshape(2, 5, 6, 1) * 7 % 41).tolist()),
    "tr": ((8,), F, [[1.0, 0.1, -0.5, 0.05, 0.9, 0.75, 0.0, 0.0], [0.8, -0.2, 1.0, 0.1, 1.1, -0.5, 0.01, 0.02]]),
    "pts": ((4, 2), F, [[[0.0, 0.0], [5.0, 0.0], [0.0, 4.0], [5.0, 4.0]]] * 2),
    "pte": ((4, 2), F, [[[0.5, 0.25], [4.5, 0.0], [0.0, 3.5], [5.0, 4.0]], [[0.0, 0.0], [5.0, 1.0], [1.0, 4.0], [4.0, 3.0]]]),
    "crd": ((), F, None),
    "big": ((12, 12, 2), F, np.abs(np.random.default_rng(5).integers(0, 33, size=(2, 12, 12, 2)) / 32.0).tolist()),
    "bg2": ((12, 12, 2), F, np.abs(np.random.default_rng(6).integers(0, 33, size=(2, 12, 12, 2)) / 32.0).tolist()),
}
COORDS = np.array([[[0.0, 1.0], [0.5, 1.0]], [[0.25, 2.5], [3.9, -0.5]], [[1.5, 5.5], [-1.25, 2.0]], [[0.0, 1.0], [0.0, 0.5]]], "float32")

if K3:
    ops = keras.ops
    O = ops.image
    def image(name, *builders):
        sweep(name, *builders, feed=MORE)
    image("rgb to grayscale", lambda rgb: O.rgb_to_grayscale(rgb), lambda rgf: O.rgb_to_grayscale(rgf, data_format="channels_first"), lambda rgb: O.rgb_to_grayscale(rgb[0]), lambda int: O.rgb_to_grayscale(int))
    image("rgb to hsv", lambda rgb: O.rgb_to_hsv(rgb), lambda rgf: O.rgb_to_hsv(rgf, data_format="channels_first"))
    image("hsv to rgb", lambda rgb: O.hsv_to_rgb(rgb), lambda rgf: O.hsv_to_rgb(rgf, data_format="channels_first"))
    # Before 3.8 whole numbers are rounded in other ways, which is refused.
    ROUNDS = tuple(int(n) for n in keras.__version__.split(".")[:2]) >= (3, 8)
    for how in ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", "area"]:
        image(f"resize {how}", lambda rgb: O.resize(rgb, (3, 9), interpolation=how), lambda rgb: O.resize(rgb, (7, 4), interpolation=how, antialias=True), lambda rgf: O.resize(rgf, (4, 4), interpolation=how, data_format="channels_first"), *([lambda int: O.resize(int, (4, 8), interpolation=how)] if ROUNDS else []), lambda rgb: O.resize(rgb[0], (4, 8), interpolation=how))
    image("resize by aspect", lambda rgb: O.resize(rgb, (4, 8), crop_to_aspect_ratio=True), lambda rgb: O.resize(rgb, (8, 4), crop_to_aspect_ratio=True), lambda rgb: O.resize(rgb, (4, 8), pad_to_aspect_ratio=True, fill_value=0.25), lambda rgb: O.resize(rgb, (8, 4), pad_to_aspect_ratio=True))
    for how in ["nearest", "bilinear"]:
        for fill in ["constant", "nearest", "wrap", "reflect"]:
            image(f"affine transform {how} {fill}", lambda img, tr: O.affine_transform(img, tr, interpolation=how, fill_mode=fill, fill_value=0.5), lambda img, tr: O.affine_transform(ops.transpose(img, (0, 3, 1, 2)), tr, interpolation=how, fill_mode=fill, data_format="channels_first"))
    image("perspective transform", lambda img, pts, pte: O.perspective_transform(img, pts, pte), lambda img, pts, pte: O.perspective_transform(img, pts, pte, interpolation="nearest", fill_value=0.5))
    for fill in ["constant", "nearest", "wrap", "mirror", "reflect"]:
        image(f"map coordinates {fill}", lambda img: O.map_coordinates(img, COORDS, order=1, fill_mode=fill, fill_value=0.5), lambda img: O.map_coordinates(img, COORDS, order=0, fill_mode=fill), lambda int: O.map_coordinates(int, COORDS, order=1, fill_mode=fill))
    image("pad images", lambda img: O.pad_images(img, 1, 2, 0, 3), lambda img: O.pad_images(img, top_padding=2, left_padding=1, target_height=9, target_width=8), lambda rgf: O.pad_images(rgf, 1, 0, 1, 2, data_format="channels_first"), lambda img: O.pad_images(img[0], 1, 1, 1, 1))
    image("crop images", lambda img: O.crop_images(img, 1, 2, 0, 3), lambda img: O.crop_images(img, top_cropping=2, left_cropping=1, target_height=2, target_width=4), lambda rgf: O.crop_images(rgf, 1, 0, 1, 2, data_format="channels_first"), lambda img: O.crop_images(img, bottom_cropping=1, right_cropping=1, target_height=2, target_width=2))
    image("gaussian blur", lambda img: O.gaussian_blur(img), lambda img: O.gaussian_blur(img, kernel_size=(5, 3), sigma=(0.8, 2.0)), lambda rgf: O.gaussian_blur(rgf, data_format="channels_first"), lambda img: O.gaussian_blur(img, (3, 5), (0.5, 1.5)))
    image("extract patches", lambda img: O.extract_patches(img, (2, 3)), lambda img: O.extract_patches(img, 2, strides=1, padding="same"), lambda img: O.extract_patches(img, (2, 2), strides=1, dilation_rate=2), lambda rgf: O.extract_patches(rgf, 2, strides=2, data_format="channels_first"))
    image("sobel edges", lambda img: O.sobel_edges(img), lambda rgf: O.sobel_edges(rgf, data_format="channels_first"))
    image("ssim", lambda big, bg2: O.ssim(big, bg2), lambda big, bg2: O.ssim(big, bg2, max_val=2.0, filter_size=5, filter_sigma=1.0, k1=0.02, k2=0.05), lambda big: O.ssim(big, big))
    image("scale and translate", lambda img: O.scale_and_translate(img, (2, 4, 9, 2), np.array([0.8, 1.5], "float32"), np.array([0.25, -0.5], "float32"), (1, 2), "linear"), lambda img: O.scale_and_translate(img, (2, 7, 4, 2), np.array([1.4, 0.6], "float32"), np.array([0.0, 0.0], "float32"), (1, 2), "cubic", antialias=False), lambda img: O.scale_and_translate(img, (2, 7, 4, 2), np.array([1.4, 0.6], "float32"), np.array([0.0, 0.5], "float32"), (1, 2), "lanczos3"))
