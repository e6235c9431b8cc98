# Read by make.py: convolutions and pooling with every layout, three axes, unshared kernels.
def as_last(model, fed):
    """TensorFlow's channels_first convolutions are wrong or missing on the CPU: the same layer with the channels last answers."""
    inner = model.layers[-1]
    twin = type(inner).from_config({**inner.get_config(), "data_format": "channels_last"})
    x = np.moveaxis(fed[0], 1, -1)
    twin(x)
    twin.set_weights(inner.get_weights())
    y = np.array(twin(x))
    return np.moveaxis(y, -1, 1) if y.ndim == x.ndim else y


# Early versions of Keras 3 do not write the option down.
PADS_OUTPUT = "output_padding" in L.Conv2DTranspose(1, 1).get_config()


def first(name, shape, make):
    """The shape is given with the channels last."""
    case(name, [(shape[-1], *shape[:-1])], lambda x: make("channels_first")(x), answer=as_last, batch=1)


def one(name, shape, make):
    case(name, [shape], lambda x: make()(x), batch=1)


SHAPES = {1: (7, 4), 2: (5, 4, 4), 3: (3, 4, 3, 2)}
for rank in (1, 2, 3):
    shape = SHAPES[rank]
    C = getattr(L, f"Conv{rank}D")
    for pad in ("valid", "same"):
        for k, s, d in [(3, 2, 1), (2, 1, 2), (2, 3, 1)]:
            first(f"conv{rank}d first {pad} k{k} s{s} d{d}", shape, lambda f: C(2, k, strides=s, dilation_rate=d, padding=pad, data_format=f))
            if rank == 3:
                one(f"conv3d {pad} k{k} s{s} d{d}", shape, lambda: C(2, k, strides=s, dilation_rate=d, padding=pad, activation="tanh"))
        first(f"conv{rank}d first groups {pad}", shape, lambda f: C(4, 2, groups=2, padding=pad, data_format=f)) if K3 else None
        one(f"conv{rank}d groups {pad} strides", shape, lambda: C(4, 2, groups=2, strides=2, padding=pad, use_bias=False)) if K3 else None
        one(f"conv{rank}d groups dilation {pad}", shape, lambda: C(6, 2, groups=2, dilation_rate=2, padding=pad)) if K3 and rank < 3 else None
        if rank < 3:
            for D, n in ((getattr(L, f"DepthwiseConv{rank}D"), "depthwise"), (getattr(L, f"SeparableConv{rank}D"), "separable")):
                head = () if n == "depthwise" else (3,)
                for k, s, d, m in [(3, 2, 1, 1), (2, 1, 2, 2)]:
                    first(f"{n}{rank}d first {pad} k{k} s{s} d{d} m{m}", shape, lambda f: D(*head, k, strides=s, dilation_rate=d, depth_multiplier=m, padding=pad, data_format=f))
                    one(f"{n}{rank}d {pad} k{k} s{s} d{d} m{m}", shape, lambda: D(*head, k, strides=s, dilation_rate=d, depth_multiplier=m, padding=pad, use_bias=False)) if d > 1 else None
                if K3:
                    one(f"{n}{rank}d strides and dilation {pad}", shape, lambda: D(*head, 2, strides=2, dilation_rate=2, padding=pad))
        T = getattr(L, f"Conv{rank}DTranspose")
        small = {1: (3, 2), 2: (2, 3, 2), 3: (2, 2, 3, 2)}[rank]
        for k, s, op in [(3, 2, None), (2, 3, None), (3, 2, 1), (4, 3, 2)]:
            if op is not None and not PADS_OUTPUT:
                continue
            first(f"conv{rank}dt first {pad} k{k} s{s} op{op}", small, lambda f: T(2, k, strides=s, padding=pad, output_padding=op, data_format=f))
            one(f"conv{rank}dt {pad} k{k} s{s} op{op}", small, lambda: T(3, k, strides=s, padding=pad, output_padding=op, use_bias=False, activation="relu")) if rank == 3 else None
        one(f"conv{rank}dt dilation {pad}", small, lambda: T(2, 2, dilation_rate=2, padding=pad))
        one(f"conv{rank}dt dilation output padding {pad}", small, lambda: T(2, 3, dilation_rate=2, padding=pad, output_padding=0)) if PADS_OUTPUT else None
        for kind in ("Max", "Average"):
            P = getattr(L, f"{kind}Pooling{rank}D")
            for k, s in [(2, None), (3, 2), (1, 2)]:
                first(f"{kind}{rank}d first {pad} k{k} s{s}", shape, lambda f: P(k, strides=s, padding=pad, data_format=f))
                one(f"{kind}{rank}d {pad} k{k} s{s}", shape, lambda: P(k, strides=s, padding=pad)) if rank == 3 else None
    for kind in ("Max", "Average"):
        for keep in (False, True):
            G = getattr(L, f"Global{kind}Pooling{rank}D")
            case(f"global {kind}{rank}d first keep {keep}", [(shape[-1], *shape[:-1])], lambda x: G(data_format="channels_first", keepdims=keep)(x), batch=1)
            one(f"global {kind}{rank}d keep {keep}", shape, lambda: G(keepdims=keep))
one("conv3dt rect", (2, 3, 2, 2), lambda: L.Conv3DTranspose(2, (1, 2, 3), strides=(2, 1, 3), padding="same"))
one("conv3dt rect output padding", (2, 3, 2, 2), lambda: L.Conv3DTranspose(2, (3, 2, 3), strides=(2, 1, 3), padding="valid", output_padding=(1, 0, 2))) if PADS_OUTPUT else None
one("maxpool3d rect", (4, 5, 6, 2), lambda: L.MaxPooling3D((1, 2, 3), strides=(2, 1, 2), padding="same"))
one("avgpool3d rect", (4, 5, 6, 2), lambda: L.AveragePooling3D((1, 2, 3), strides=(2, 1, 2), padding="same"))
one("conv1d causal first", (2, 6), lambda: L.Conv1D(3, 2, padding="causal", data_format="channels_first", dilation_rate=2)) if K3 else None
for keep in (False, True):
    for f in ("channels_last", "channels_first"):
        shape = (4, 3) if f == "channels_last" else (3, 4)
        case(f"global average1d masked {f} keep {keep}", [shape, ((4,), "bool")], lambda x, m: L.GlobalAveragePooling1D(data_format=f, keepdims=keep)(x, mask=m), values=[None, [[1, 0, 1, 1], [0, 1, 0, 0]]])
if K3 and hasattr(L, "AdaptiveAveragePooling1D"):
    for kind in ("Average", "Max"):
        # TensorFlow ends the process where a max window is larger than its input: no case asks it for one place.
        fewest = 1 if kind == "Average" else 2
        for rank, shape, sizes in [(1, (7, 2), [fewest, 2, 3, 5, 7, 9]), (2, (5, 6, 2), [fewest, 3, (2, 5), (7, 4)]), (3, (3, 4, 5, 1), [2, (fewest, 3, 4)])]:
            A = getattr(L, f"Adaptive{kind}Pooling{rank}D")
            for size in sizes:
                one(f"adaptive {kind}{rank}d {size}", shape, lambda: A(size))
            case(f"adaptive {kind}{rank}d first", [(shape[-1], *shape[:-1])], lambda x: A(sizes[-1], data_format="channels_first")(x), batch=1)
elif not K3:
    for way in (1, 2, 3):
        for f in ("channels_last", "channels_first"):
            line, plane = ((6, 2), (4, 5, 2)) if f == "channels_last" else ((2, 6), (2, 4, 5))
            for pad in ("valid", "same") if way > 1 else ("valid",):
                for k, s in [(3, 1), (2, 2), (4, 3)]:
                    one(f"local1d {way} {f} {pad} k{k} s{s}", line, lambda: L.LocallyConnected1D(3, k, strides=s, padding=pad, data_format=f, implementation=way))
                for k, s in [((2, 3), 1), (2, (2, 1)), (3, 2)]:
                    one(f"local2d {way} {f} {pad} k{k} s{s}", plane, lambda: L.LocallyConnected2D(2, k, strides=s, padding=pad, data_format=f, implementation=way))
            one(f"local1d {way} {f} plain", line, lambda: L.LocallyConnected1D(2, 2, use_bias=False, activation="softmax", data_format=f, implementation=way))
            one(f"local2d {way} {f} plain", plane, lambda: L.LocallyConnected2D(2, 2, use_bias=False, activation="relu", data_format=f, implementation=way))
