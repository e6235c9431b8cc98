"""The pairs that are measured: how many Dense layers of which width, and where B differs from A."""

from dataclasses import dataclass
from typing import Callable

import numpy as np


@dataclass(frozen=True)
class Pair:
    """A chain of `layers` Dense layers of `units` in and out; a kernel and a bias each."""

    name: str
    layers: int
    units: int
    # Which of `keras` (.keras beside its .weights.h5, for the peer), `h5` (legacy), and the folders `saved-model` and
    # `checkpoint` are written.
    formats: tuple[str, ...]
    # File names without ending, and what each side does with A's values.
    sides: tuple[tuple[str, Callable[[int, np.ndarray], np.ndarray]], ...]
    # Only made when it is asked for.
    asked: bool = False


def same(layer: int, values: np.ndarray) -> np.ndarray:
    return values


def every_fifth_layer(layer: int, values: np.ndarray) -> np.ndarray:
    """All values of every fifth layer changed a little, as a fine-tuned model has them."""
    return values if layer % 5 else values * np.float32(1.001) + np.float32(1e-4)


def every_fifth_value(layer: int, values: np.ndarray) -> np.ndarray:
    """One value in five changed, in every tensor: no tensor is equal."""
    changed = values.copy()
    flat = changed.reshape(-1)
    flat[::5] = flat[::5] * np.float32(1.001) + np.float32(1e-4)
    return changed


SIDES = (("a", same), ("b", every_fifth_layer), ("spread", every_fifth_value))

PAIRS = (
    Pair("100mb", layers=50, units=724, formats=("keras", "h5"), sides=SIDES),
    Pair("1gb", layers=60, units=2048, formats=("keras",), sides=(*SIDES, ("copy", same))),
    Pair("20000", layers=10_000, units=4, formats=("keras", "h5"), sides=SIDES[:2]),
    Pair("6gb", layers=24, units=8192, formats=("h5", "keras", "saved-model", "checkpoint"), sides=SIDES[:2], asked=True),
)


def tensors(pair: Pair, layer: int, change: Callable[[int, np.ndarray], np.ndarray]) -> list[np.ndarray]:
    """Kernel and bias of one layer; the same on every machine and for every side before its change."""
    random = np.random.default_rng([pair.layers, layer])
    kernel = random.standard_normal((pair.units, pair.units), dtype=np.float32) * np.float32(0.05)
    bias = random.standard_normal(pair.units, dtype=np.float32) * np.float32(0.01)
    return [change(layer, kernel), change(layer, bias)]
