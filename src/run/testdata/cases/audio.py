# Read by make.py: sound.
def sound(name, make, shape, batch=2):
    time = np.arange(int(np.prod(shape)) * batch).reshape((batch, *shape))
    values = (np.sin(time * 0.7) + 0.3 * np.sin(time * 2.3 + 1) + numbers(rng(name), time.shape) * 0.2).astype("float32")
    case(name, [(shape, "float32")], lambda x: make()(x), values=[values])


if hasattr(L, "STFTSpectrogram"):
    S = L.STFTSpectrogram
    for mode in ("log", "magnitude", "psd", "real", "imag", "angle", "stft"):
        for last in ("channels_last", "channels_first"):
            shape = (20, 2) if last == "channels_last" else (2, 20)
            layer(f"stft {mode} {last}", shape, lambda: S(mode=mode, frame_length=8, frame_step=3, data_format=last))
            layer(f"stft {mode} {last} expanded", shape, lambda: S(mode=mode, frame_length=6, fft_length=8, padding="same", expand_dims=True, data_format=last))
    layer("stft default step", (17, 1), lambda: S(mode="magnitude", frame_length=5, scaling="spectrum", window="hamming", periodic=True))
    layer("stft no window", (17, 1), lambda: S(mode="psd", frame_length=4, window=None, scaling=None, padding="same"))
    layer("stft wide", (40, 1), lambda: S(frame_length=16, frame_step=16, fft_length=20, window=[0.1 * i for i in range(16)]))
if hasattr(L, "MelSpectrogram"):
    M = L.MelSpectrogram
    plain_mel = {"fft_length": 32, "sequence_stride": 11, "num_mel_bins": 5, "sampling_rate": 800}
    sound("mel", lambda: M(**plain_mel), (70,))
    sound("mel no decibels", lambda: M(**plain_mel, power_to_db=False), (70,))
    sound("mel magnitudes", lambda: M(**plain_mel, power_to_db=False, mag_exp=1.0), (70,))
    sound("mel other frequencies", lambda: M(**plain_mel, min_freq=50.0, max_freq=333.0), (70,))
    sound("mel short window", lambda: M(**plain_mel, sequence_length=20), (70,))
    sound("mel odd window", lambda: M(**plain_mel, sequence_length=21, window="hamming"), (70,))
    sound("mel hamming", lambda: M(**plain_mel, window="hamming"), (70,))
    sound("mel no window", lambda: M(**plain_mel, window=None, sequence_length=16), (70,))
    sound("mel window given", lambda: M(**plain_mel, window=[0.02 * i for i in range(32)]), (70,))
    sound("mel little range", lambda: M(**plain_mel, top_db=3.0, ref_power=2.0, min_power=1e-3), (70,))
    sound("mel no power of two", lambda: M(**{**plain_mel, "fft_length": 30}), (64,))
    sound("mel odd length", lambda: M(**{**plain_mel, "fft_length": 27}), (64,))
    sound("mel default", lambda: M(num_mel_bins=7), (2100,), batch=1)
