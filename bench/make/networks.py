"""Makes pairs of networks of keras.applications with random weights, and times what a person would do by hand with them.

python networks.py make [name ...]        writes bench/data/NAME-a.keras, NAME-b.keras and NAME.npz
python networks.py predict NAME           loads both with Keras and predicts every layer of both; prints seconds
"""
import os
import sys
import time

START = time.time()
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import keras

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")
NAMES = ["MobileNetV2", "ResNet50"]
SAMPLES = 8


def path(name):
    return os.path.join(DATA, name)


def make(name):
    keras.utils.set_random_seed(7)
    model = getattr(keras.applications, name)(weights=None)
    random = np.random.default_rng(7)
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            layer.set_weights([
                random.uniform(0.5, 1.5, gamma.shape), random.normal(0, 0.1, beta.shape),
                random.normal(0, 0.1, mean.shape), random.uniform(0.5, 1.5, variance.shape),
            ])
    model.save(path(f"{name}-a.keras"))
    changed = model.layers[len(model.layers) // 2]
    while not changed.weights:
        changed = model.layers[model.layers.index(changed) + 1]
    changed.set_weights([w * 1.01 for w in changed.get_weights()])
    model.save(path(f"{name}-b.keras"))
    x = random.normal(size=(SAMPLES, *model.input_shape[1:])).astype("float32")
    np.savez(path(f"{name}.npz"), x=x)
    print(name, "changed", changed.name)


def predict(name):
    x = np.load(path(f"{name}.npz"))["x"]
    largest = 0.0
    answers = []
    for side in "ab":
        model = keras.models.load_model(path(f"{name}-{side}.keras"))
        probe = keras.Model(model.inputs, [layer.output for layer in model.layers])
        answers.append(probe.predict(x, verbose=0))
    for a, b in zip(*answers):
        largest = max(largest, float(np.abs(a - b).max()))
    print(f"{time.time() - START:.2f} s, largest difference {largest:.3g}")


command, names = sys.argv[1], sys.argv[2:] or NAMES
for name in names:
    (make if command == "make" else predict)(name)
