"""Writes op_classes.k315.json: every operator of keras.ops that may stand in a graph, with its parameters.

Run with a Python that has Keras 3.15.1: python op_classes.py
"""
import importlib
import inspect
import json
import os
import pkgutil

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import keras.src.ops
from keras.src.ops.operation import Operation

found = {}
for file in pkgutil.iter_modules(keras.src.ops.__path__):
    if file.name.endswith("_test"):
        continue
    module = importlib.import_module(f"keras.src.ops.{file.name}")
    for name, item in vars(module).items():
        if inspect.isclass(item) and issubclass(item, Operation) and item.__module__ == module.__name__:
            names = lambda function: [p for p in inspect.signature(function).parameters if p not in ("self", "name")]
            called = names(item.call) if "call" in vars(item) else []
            found.setdefault(file.name, {})[name] = {"config": names(item.__init__), "call": called}
tag = "k" + "".join(keras.__version__.split(".")[:2])
target = os.path.join(os.path.dirname(os.path.abspath(__file__)), f"op_classes.{tag}.json")
with open(target, "w") as out:
    lines = [
        f"  {json.dumps(module)}: {{\n"
        + ",\n".join(f"    {json.dumps(name)}: {json.dumps(item)}" for name, item in classes.items())
        + "\n  }"
        for module, classes in found.items()
    ]
    out.write("{\n" + ",\n".join(lines) + "\n}\n")
print(sum(len(classes) for classes in found.values()), "classes")
