"""Writes FAMILY.k315.json.gz and so on: small models with weights, inputs and what Keras answers.

Run with a Python that has the Keras in question, 3.15.1 and 2.15 at least: python make.py [family ...]
A family is a file in cases; without one, all are made. They go beside this file, or into the folder CASES.
"""
import gzip
import json
import os
import sys
import zlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import keras

HERE = os.path.dirname(os.path.abspath(__file__))
K3 = keras.__version__.startswith("3")
L = keras.layers
import tensorflow as tf
cases = []


class KnownOperators:
    """Operators by name; what an early version lacks fails when it is called, and its case is left out."""

    def __getattr__(self, name):
        return getattr(keras.ops, name, None) or (lambda *given, **more: 1 / 0)


def rng(name):
    return np.random.default_rng(zlib.crc32(name.encode()))


def numbers(random, shape):
    return (random.integers(-48, 49, size=shape) / 32.0).astype("float32")


def own(layer):
    """Weights of one layer by role."""
    kind = type(layer).__name__
    if kind == "Bidirectional":
        return {**below("forward_layer", layer.forward_layer), **below("backward_layer", layer.backward_layer)}
    if kind in ("TimeDistributed", "SpectralNormalization"):
        found = below("layer", layer.layer)
        if kind == "SpectralNormalization":
            found["vector_u"] = layer.vector_u
        return found
    if hasattr(layer, "layers"):
        found = {}
        for inner in layer.layers:
            found.update(below(inner.name, inner))
        return found
    if hasattr(layer, "cell") and not kind.startswith("CuDNN"):
        return own(layer.cell)
    if hasattr(layer, "cells"):
        found = {}
        for i, cell in enumerate(layer.cells):
            found.update(below(f"cells/{i}", cell))
        return found
    if kind in ("MultiHeadAttention", "GroupQueryAttention", "GroupedQueryAttention"):
        found = {}
        for role, inner in (("query", "_query_dense"), ("key", "_key_dense"), ("gate", "_gate_dense"), ("value", "_value_dense"), ("attention_output", "_output_dense")):
            if hasattr(layer, inner):
                found.update(below(role, getattr(layer, inner)))
        return found
    if kind == "LayerScale":
        return {"gamma": layer.gamma}
    if kind in ("StringLookup", "IntegerLookup", "TextVectorization"):
        return {}
    return {w.name.split("/")[-1].split(":")[0]: w for w in layer.weights}


def below(path, layer):
    return {f"{path}/{role}": w for role, w in own(layer).items()}


def leaves(model, prefix=""):
    for layer in model.layers:
        if hasattr(layer, "layers") and isinstance(layer, keras.Model):
            yield from leaves(layer, f"{prefix}{layer.name}/")
        else:
            yield prefix + layer.name, layer


def slim(value):
    if isinstance(value, dict):
        drop = ("_initializer", "_regularizer", "_constraint")
        return {
            k: slim(v)
            for k, v in value.items()
            if not str(k).endswith(drop) and k not in ("build_config", "shared_object_id", "compile_config")
            and not (k == "registered_name" and v is None)
            and not (k in ("seed", "lora_rank", "lora_alpha", "quantization_config") and v is None)
        }
    return [slim(v) for v in value] if isinstance(value, (list, tuple)) else value


def plain(v):
    if np.isnan(v):
        return "NaN"
    return float(str(np.float32(v))) if np.isfinite(v) else ("Infinity" if v > 0 else "-Infinity")


def plain_json(it):
    """What Keras' own encoder makes of it (`json_utils.get_json_type`)."""
    if it is Ellipsis:
        return {"class_name": "__ellipsis__"}
    if isinstance(it, tf.DType):
        return it.name
    return it.tolist() if hasattr(it, "tolist") else list(it)


def pack(array):
    array = np.asarray(array)
    if array.dtype == bool:
        return {"dtype": "bool", "shape": list(array.shape), "values": [int(v) for v in array.ravel()]}
    if array.dtype.kind in "OSU":
        words = [v.decode() if isinstance(v, bytes) else str(v) for v in array.ravel()]
        return {"dtype": "string", "shape": list(array.shape), "values": words}
    if array.dtype.kind in "iu":
        return {"dtype": "int32", "shape": list(array.shape), "values": [int(v) for v in array.ravel()]}
    return {"dtype": "float32", "shape": list(array.shape), "values": [plain(v) for v in array.astype("float32").ravel()]}


def flat(value):
    """Leaves as Keras flattens them: dicts by key."""
    if isinstance(value, dict):
        return [leaf for key in sorted(value) for leaf in flat(value[key])]
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in flat(item)]
    return [value]


def case(name, inputs, build, values=None, batch=2, answer=None, structure=None, shift=None):
    """inputs: shapes, or (shape, dtype); build: tensors -> tensor or tensors; answer: model, arrays -> outputs;
    structure: list of tensors -> what the model takes."""
    keras.backend.clear_session()
    random = rng(name)
    specs = [(s if isinstance(s[0], (tuple, list)) else (s, "float32")) for s in inputs]
    tensors = [keras.Input(shape=s, dtype=d, name=f"x{i}") for i, (s, d) in enumerate(specs)]
    try:
        outputs = build(*tensors)
    except Exception as error:
        print("SKIP", name, str(error).strip().split("\n")[0][:150])
        return
    try:
        model = keras.Model(structure(tensors) if structure else tensors, outputs)
    except ValueError:
        # Early versions of Keras 3 take a list of tensors, and no lists in it.
        model = keras.Model(structure(tensors) if structure else tensors, flat(outputs))
    weights = {}
    for path, layer in leaves(model):
        mine = own(layer)
        for role, w in mine.items():
            if isinstance(layer, (L.Normalization, L.Discretization)):
                break
            value = numbers(random, tuple(w.shape))
            value = value + (shift or {}).get(role, 0)
            if "variance" in role:
                value = np.abs(value) + 0.25
            if role == "count":
                continue
            w.assign(value.astype(w.dtype if isinstance(w.dtype, str) else w.dtype.name))
        if mine:
            weights[path] = {role: pack(np.array(w)) for role, w in mine.items() if role != "count"}
    fed = []
    for i, (shape, dtype) in enumerate(specs):
        shape = (batch,) + tuple(5 if s is None else s for s in shape)
        given = values[i] if values and values[i] is not None else None
        if dtype == "string":
            fed.append(tf.constant(given))
            continue
        fed.append(np.asarray(given, dtype) if given is not None else (random.integers(0, 6, size=shape).astype(dtype) if dtype != "float32" else numbers(random, shape)))
    try:
        answers = answer(model, fed) if answer else model(structure(fed) if structure else fed if len(fed) > 1 else fed[0], training=False)
    except Exception as error:
        print("SKIP call", name, str(error).strip().split("\n")[0][:150])
        return
    answers = flat(answers)
    fed = flat(structure(fed)) if structure else fed
    if K3:
        envelope = keras.saving.serialize_keras_object(model)
    else:
        envelope = {"class_name": "Functional", "config": model.get_config()}
    envelope = json.loads(json.dumps(slim(envelope), default=plain_json))
    cases.append({
        "name": name, "model": envelope, "weights": weights,
        "inputs": [pack(x) for x in fed], "outputs": [pack(np.array(y)) for y in answers],
    })


def layer(name, shape, make, **more):
    case(name, [shape], lambda x: make()(x), **more)


tag = "k" + "".join(keras.__version__.split(".")[:2])
known = sorted(name[:-3] for name in os.listdir(os.path.join(HERE, "cases")) if name.endswith(".py"))
for family in sys.argv[1:] or known:
    cases.clear()
    exec(open(os.path.join(HERE, "cases", f"{family}.py")).read())
    if not cases:
        continue
    target = os.path.join(os.environ.get("CASES", HERE), f"{family}.{tag}.json.gz")
    text = json.dumps({"keras": keras.__version__, "cases": cases}, separators=(",", ":"))
    with open(target, "wb") as out:
        out.write(gzip.compress(text.encode(), 9, mtime=0))
    print(family, len(cases), "cases,", os.path.getsize(target), "bytes")
