"""Writes the files that are measured, as Keras lays them out. Needs any Python with h5py and numpy.

    python bench/make/make.py [pair, form or side ...]

Without names all pairs are made but `6gb`, about 9 GB, into bench/data. Files that exist are left alone. `6gb` has 13 GB in each
of its forms: `make.py 6gb h5` makes one of them; `saved-model` and `checkpoint` are written by TensorFlow (folders.py).
"""

import json
import sys
import zipfile
from pathlib import Path

import h5py
import numpy as np

sys.dont_write_bytecode = True

from configs import NAMES, keras3, layer_name, legacy  # noqa: E402
from pairs import PAIRS, Pair, tensors  # noqa: E402

DATA = Path(__file__).resolve().parent.parent / "data"
# Keras splits lists of names that an object header cannot take (HDF5_OBJECT_HEADER_LIMIT).
HEADER_LIMIT = 64_512


def write_keras(pair: Pair, side: str, change) -> None:
    """A .keras archive, and its weights on their own for tools that cannot look into a zip."""
    weights = DATA / f"{pair.name}-{side}.weights.h5"
    with h5py.File(weights, "w") as file:
        for index in range(pair.layers):
            group = file.create_group(f"layers/{layer_name(index)}/vars")
            group.attrs["name"] = layer_name(index)
            for number, values in enumerate(tensors(pair, index, change)):
                group.create_dataset(str(number), data=values)
    with zipfile.ZipFile(DATA / f"{pair.name}-{side}.keras", "w") as archive:
        archive.writestr("metadata.json", json.dumps({"keras_version": "3.8.0", "date_saved": "2026-01-01@00:00:00"}))
        archive.writestr("config.json", json.dumps(keras3(pair.layers, pair.units)))
        archive.write(weights, "model.weights.h5")
    if pair.asked:
        weights.unlink()


def write_h5(pair: Pair, side: str, change) -> None:
    """A whole model in the legacy layout."""
    with h5py.File(DATA / f"{pair.name}-{side}.h5", "w") as file:
        file.attrs["model_config"] = json.dumps(legacy(pair.layers, pair.units))
        weights = file.create_group("model_weights")
        for group in (file, weights):
            group.attrs["keras_version"] = "2.15.0"
            group.attrs["backend"] = "tensorflow"
        write_names(weights, "layer_names", [layer_name(index) for index in range(pair.layers)])
        for index in range(pair.layers):
            name = layer_name(index)
            group = weights.create_group(name)
            paths = [f"{name}/{it}:0" for it in NAMES]
            write_names(group, "weight_names", paths)
            for path, values in zip(paths, tensors(pair, index, change)):
                group.create_dataset(path, data=values)


def write_names(group: h5py.Group, key: str, names: list[str]) -> None:
    encoded = np.asarray([name.encode() for name in names])
    if encoded.nbytes <= HEADER_LIMIT:
        group.attrs[key] = encoded
        return
    parts = -(-encoded.nbytes // HEADER_LIMIT)
    for number, part in enumerate(np.array_split(encoded, parts)):
        group.attrs[f"{key}{number}"] = part


def write_folder(form: str):
    """TensorFlow is asked for by those alone who want its files."""
    def write(pair: Pair, side: str, change) -> None:
        from folders import FOLDERS

        FOLDERS[form](pair, DATA / f"{pair.name}-{side}.{form}", change)
    return write


WRITERS = {"keras": write_keras, "h5": write_h5, "saved-model": write_folder("saved-model"), "checkpoint": write_folder("checkpoint")}


def main(wanted: list[str]) -> None:
    DATA.mkdir(exist_ok=True)
    sides = {side for pair in PAIRS for side, _ in pair.sides}
    forms = [name for name in wanted if name in WRITERS]
    names = [name for name in wanted if name not in WRITERS and name not in sides]
    for pair in PAIRS:
        if pair.name not in names if names else pair.asked:
            continue
        for side, change in pair.sides:
            if sides.intersection(wanted) and side not in wanted:
                continue
            for form in forms or pair.formats:
                target = DATA / f"{pair.name}-{side}.{form}"
                if target.exists():
                    continue
                print(target.name, flush=True)
                WRITERS[form](pair, side, change)


if __name__ == "__main__":
    main(sys.argv[1:])
