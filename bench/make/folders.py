"""Folders that TensorFlow itself writes: a SavedModel (tf.keras 2.15) and a checkpoint in shards (TensorFlow ≥ 2.17)."""

import numpy as np
import tensorflow as tf

from configs import layer_name
from pairs import Pair, tensors

SHARD = 2**30


def build(pair: Pair, change):
    """The chain with its values; memory for all of them is needed."""
    layers = [tf.keras.layers.Dense(pair.units, name=layer_name(i), kernel_initializer="zeros") for i in range(pair.layers)]
    model = tf.keras.Sequential([tf.keras.Input((pair.units,)), *layers])
    for index, layer in enumerate(layers):
        for variable, values in zip(layer.weights, tensors(pair, index, change)):
            variable.assign(np.ascontiguousarray(values))
    return model


def write_saved_model(pair: Pair, folder, change) -> None:
    model = build(pair, change)
    if hasattr(model, "_is_graph_network"):
        model.save(str(folder), save_format="tf")
    else:
        model.export(str(folder))


def write_checkpoint(pair: Pair, folder, change) -> None:
    policy = tf.train.experimental.MaxShardSizePolicy(max_shard_size=SHARD)
    options = tf.train.CheckpointOptions(experimental_sharding_callback=policy)
    tf.train.Checkpoint(model=build(pair, change)).save(str(folder / "ckpt"), options=options)


FOLDERS = {"saved-model": write_saved_model, "checkpoint": write_checkpoint}
