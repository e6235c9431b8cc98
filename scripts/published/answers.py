"""What Keras and TensorFlow answer: `answers.py JOBS.json` writes inputs and answers of each job, `{judge, path, free, out}`.

tf.keras 2.15 (TensorFlow 2.15). `variables`: the names and shapes in an HDF5 file, or in a checkpoint of a folder, whose
prefix has no name.
"""
import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import h5py
import numpy as np
import tensorflow as tf

SAMPLES = 2
# How many layers are recorded, the last ones: outputs may be saturated.
LAYERS = 20
rng = np.random.default_rng(7)


def input_for(shape, dtype, free):
    sized = [(SAMPLES if i == 0 else free) if axis is None else int(axis) for i, axis in enumerate(shape)]
    if "int" in dtype:
        return rng.integers(0, 256, sized).astype(dtype)
    return rng.random(sized).astype("float32")


def keras(path, free):
    model = tf.keras.models.load_model(path, compile=False)
    inputs = [input_for(x.shape, x.dtype.name, free) for x in model.inputs]
    arrays = {"x" if len(inputs) == 1 else f"x{i}": x for i, x in enumerate(inputs)}
    last = [layer for layer in model.layers if isinstance(layer.output, tf.Tensor) or hasattr(layer.output, "shape")][-LAYERS:]
    count = len(model.outputs)
    probe = tf.keras.Model(model.inputs, [*model.outputs, *(layer.get_output_at(0) for layer in last)])
    answers = probe.predict(inputs if len(inputs) > 1 else inputs[0], verbose=0)
    arrays |= {f"layer:{layer.name}": y for layer, y in zip(last, answers[count:])}
    return arrays, {f"y{i}": y for i, y in enumerate(answers[:count])}


def tensorflow(path, free):
    call = tf.saved_model.load(path).signatures["serving_default"]
    specs = call.structured_input_signature[1]
    inputs = {name: input_for(spec.shape, spec.dtype.name, free) for name, spec in sorted(specs.items())}
    answers = {name: value.numpy() for name, value in call(**{name: tf.constant(x) for name, x in inputs.items()}).items()}
    return inputs, answers


def variables(path):
    if os.path.isdir(path):
        reader = tf.compat.v1.train.NewCheckpointReader(f"{path}/")
        return {name: {"shape": shape} for name, shape in reader.get_variable_to_shape_map().items()}
    found = {}
    with h5py.File(path, "r") as file:
        file.visititems(lambda name, it: found.update({name: {"shape": list(it.shape)}}) if isinstance(it, h5py.Dataset) else None)
    return found


ANSWERS = {"keras": keras, "tensorflow": tensorflow}


def answer(job):
    """The largest answer by output, or the variables, or what went wrong."""
    try:
        if job["judge"] == "variables":
            return {"variables": variables(job["path"])}
        tf.keras.backend.clear_session()
        arrays, answers = ANSWERS[job["judge"]](job["path"], job["free"])
        np.savez(job["out"], **arrays, **answers)
        return {"largest": {name: float(np.abs(y).max()) for name, y in answers.items()}}
    except Exception as e:
        return {"error": f"{type(e).__name__}: {e}"}


print(json.dumps([answer(job) for job in json.load(open(sys.argv[1]))]))
