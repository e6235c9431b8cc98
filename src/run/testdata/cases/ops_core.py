# Read by make.py: keras.ops.core, keras.ops.math and einops as graph nodes.
exec(open(os.path.join(HERE, "cases", "ops_numpy.py")).read().split("\nif K3:\n")[0])  # FEED and sweep
MORE = {
    "seg": ((), I, [0, 2, 2, 1, 4]),
    "srt": ((), I, [0, 0, 2, 2, 3]),
    "rows": ((2,), F, [[1.0, -2.0], [0.5, 3.0], [-1.5, 0.25], [2.0, 2.0], [4.0, -0.5]]),
    "irows": ((2,), I, [[1, -2], [5, 3], [-1, 0], [2, 2], [4, -5]]),
    "at": ((1,), I, [[1], [3], [1]]),
    "upd": ((), F, [0.5, -1.0, 2.0]),
    "iup": ((), I, [5, -1, 2]),
    "lines": ((6,), F, None),
    "sig": ((16,), F, None),
    "re": ((4, 6), F, None),
    "im": ((4, 6), F, None),
    "spr": ((4, 5), F, None),
    "spi": ((4, 5), F, None),
    "cls": ((), I, [2, 0]),
    "log": ((4,), F, [[-2.0, 0.5, 3.0, 0.5], [1.0, 1.0, -1.0, 4.0]]),
    "big": ((3,), F, [[1e4, -7.9, 0.5], [2.5, -0.5, 200.0]]),
    "ninf": ((3,), F, [[float("-inf")] * 3, [1.0, float("-inf"), float("inf")]]),
    "pt": ((5, 2), F, None),
    "img": ((4, 6, 2), F, None),
}

if K3:
    ops = keras.ops
    def core(name, *builders):
        sweep(name, *builders, feed=MORE)
    for to in ["float32", "int32", "bool", "float64", "int64", "float16", "bfloat16"]:
        core(f"cast to {to}", lambda x: ops.cast(x, to), lambda i: ops.cast(i, to), lambda b: ops.cast(b, to), lambda big: ops.cast(big, to), *([lambda n: ops.cast(n, to)] if "int" not in to else []))
    core("saturate cast", lambda x: ops.saturate_cast(x, "int32"), lambda b: ops.saturate_cast(b, "int32"))
    core("stop gradient", lambda x: ops.stop_gradient(x), lambda i: ops.stop_gradient(i))
    core("slice", lambda x: ops.slice(x, (0, 1, 1), (2, 2, 3)), lambda i: ops.slice(i, [0, 0, 2], [2, 3, 2]), lambda x: ops.slice(x, np.array([0, 1, 0]), (2, 1, 4)), lambda x, at: ops.slice(x, ops.concatenate([at[0] * 0, at[0], at[0]]), (2, 2, 2)))
    core("slice update", lambda x, y: ops.slice_update(x, (0, 1, 1), y[:, :2, :2]), lambda i: ops.slice_update(i, [0, 0, 2], i[:, :, :1]), lambda x, y: ops.slice_update(x, [0, 5, 3], y[:, :2, :2]))
    core("scatter", lambda at, upd: ops.scatter(at, upd, (5,)), lambda at, iup: ops.scatter(at, iup, (4,)), lambda rows: ops.scatter(np.array([[1], [3], [0], [1], [2]]), rows, (4, 2)), lambda upd: ops.scatter(np.array([[0, 1], [2, 0], [0, 1]]), upd, (3, 2)))
    core("scatter update", lambda upd, seg: ops.scatter_update(seg, [[1], [3]], [7, 9]), lambda rows, upd: ops.scatter_update(rows, np.array([[0, 1], [3, 0], [4, 1]]), upd), lambda rows, at: ops.scatter_update(rows, at[:2, :], rows[:2, :]))
    for how in ["add", "max", "min", "mul"]:
        core(f"scatter update {how}", lambda rows, upd: ops.scatter_update(rows, np.array([[0, 1], [3, 0], [0, 1]]), upd, reduction=how), lambda irows, iup: ops.scatter_update(irows, np.array([[0, 1], [3, 0], [0, 1]]), iup, reduction=how), lambda rows, at: ops.scatter_update(rows, at, rows[:3, :], reduction=how))
    core("unstack", lambda x: ops.unstack(x, axis=1), lambda i: ops.unstack(i, num=4, axis=-1), lambda b: ops.unstack(b, axis=2))
    core("convert to tensor", lambda x: ops.convert_to_tensor(x), lambda i: ops.convert_to_tensor(i, "float32"), lambda x: ops.convert_to_tensor(x, dtype="int32"))
    core("segment sum", lambda rows, seg: ops.segment_sum(rows, seg, num_segments=5), lambda rows, seg: ops.segment_sum(rows, seg, num_segments=3), lambda irows, seg: ops.segment_sum(irows, seg, num_segments=6), lambda rows, srt: ops.segment_sum(rows, srt, sorted=True), lambda seg: ops.segment_sum(seg, seg, num_segments=5), lambda rows, srt: ops.segment_sum(rows, srt))
    for n in ["segment_max", "segment_min", "segment_prod"]:
        f = getattr(ops, n, None)
        core(n, lambda rows, seg: f(rows, seg, num_segments=5), lambda rows, seg: f(rows, seg, num_segments=3), lambda irows, seg: f(irows, seg, num_segments=6), lambda rows, srt: f(rows, srt, sorted=True), lambda rows, seg: f(rows, seg))
    core("top k", lambda x: ops.top_k(x, 2), lambda i: ops.top_k(i, 3), lambda lines: ops.top_k(lines, k=6), lambda x: ops.top_k(x, 1, sorted=True))
    core("in top k", lambda cls, log: ops.in_top_k(cls, log, 1), lambda cls, log: ops.in_top_k(cls, log, k=2), lambda cls, log: ops.in_top_k(cls + 5, log, k=2))
    core("logsumexp", lambda x: ops.logsumexp(x), lambda x: ops.logsumexp(x, axis=1), lambda x: ops.logsumexp(x, axis=(1, 2), keepdims=True), lambda n: ops.logsumexp(n, axis=-1), lambda ninf: ops.logsumexp(ninf, axis=-1))
    core("cdist", lambda pt: ops.cdist(pt, pt[:, :3]), lambda x, y: ops.cdist(x, y))
    core("extract sequences", lambda sig: ops.extract_sequences(sig, 5, 3), lambda x: ops.extract_sequences(x, 2, 1))
    core("fft", lambda re, im: ops.fft((re, im)), lambda sig: ops.fft((sig, sig * 0.5)))
    core("fft2", lambda re, im: ops.fft2((re, im)), lambda re, im: ops.ifft2((re, im)))
    core("rfft", lambda sig: ops.rfft(sig), lambda re: ops.rfft(re), lambda sig: ops.rfft(sig, fft_length=10), lambda re: ops.rfft(re, 9))
    core("irfft", lambda spr, spi: ops.irfft((spr, spi)), lambda spr, spi: ops.irfft((spr, spi), 7), lambda spr, spi: ops.irfft((spr, spi), fft_length=12))
    core("stft", lambda sig: ops.stft(sig, 6, 3, 8), lambda sig: ops.stft(sig, 4, 2, 4, window="hamming", center=False), lambda sig: ops.stft(sig, 4, 2, 4, window=None), lambda sig: ops.stft(sig, 4, 3, 6, window=np.array([0.5, 1.0, 0.75, 0.25], "float32")))
    core("istft", lambda spr, spi: ops.istft((spr, spi), 8, 2, 8), lambda spr, spi: ops.istft((spr, spi), 6, 2, 8, center=False), lambda spr, spi: ops.istft((spr, spi), 8, 4, 8, length=10, window="hamming"), lambda spr, spi: ops.istft((spr, spi), 8, 8, 8, window=None))
    core("rsqrt erf", lambda p: ops.rsqrt(p), lambda x: ops.erf(x), lambda n: ops.erf(n), lambda x: ops.erfc(x * 4.0), lambda n: ops.erfc(n), lambda u: ops.erfinv(u), lambda n: ops.erfinv(n))
    core("logdet", lambda m: ops.logdet(ops.matmul(m, ops.transpose(m, (0, 2, 1))) + np.eye(3, dtype="float32")))
    core("rearrange", lambda img: ops.rearrange(img[0], "h w c -> c h w"), lambda img: ops.rearrange(img[0], "(h h1) (w w1) c -> h w (c h1 w1)", h1=2, w1=3), lambda x: ops.rearrange(x[0], "t c -> (t c)"), lambda img: ops.rearrange(img[1], "h w c -> (h c) w"), lambda b: ops.rearrange(b[0], "t c -> c t"))
    core("several outputs of one node", lambda x: ops.add(*ops.split(x, 2, axis=2)), lambda x: ops.top_k(x, 2)[1] * 2, lambda x: ops.concatenate(ops.unstack(x, axis=1)[::-1], axis=-1), lambda re, im: ops.fft((re, im))[1] + ops.fft((re, im))[0])
