"""Adds what this Keras exports from keras.layers to layer_classes.json, by version. Run with each Keras: python classes.py"""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras

if keras.__version__.startswith("3"):
    modules = [keras.layers]
else:
    import tensorflow as tf

    layers = tf.keras.layers
    modules = [layers, layers.experimental, layers.experimental.preprocessing, tf.compat.v1.keras.layers]
found = [getattr(module, name) for module in modules for name in dir(module)]
# Cells are layers; a stack of them is one too. Several names may stand for one class: files hold its own.
names = sorted({it.__name__ for it in found if isinstance(it, type) and issubclass(it, modules[0].Layer)})
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "layer_classes.json")
known = json.load(open(path)) if os.path.exists(path) else {}
known[keras.__version__] = names
with open(path, "w") as out:
    json.dump(dict(sorted(known.items())), out, indent=1)
    out.write("\n")
print(keras.__version__, len(names))
