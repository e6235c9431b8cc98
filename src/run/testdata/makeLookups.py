"""Writes lookups.kNNN.keras and .npz: a model whose vocabularies lie beside its weights, and what Keras answers.

Run with Keras 3.15.1 and with 2.12: python makeLookups.py
"""
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import keras
import tensorflow as tf

L = keras.layers
text, number = keras.Input((1,), dtype="string", name="x0"), keras.Input((2,), name="x1")
first, second, words, numbers = L.StringLookup(name="a"), L.StringLookup(name="b"), L.TextVectorization(name="t", output_sequence_length=3), L.IntegerLookup(name="i")
first.adapt(np.array([["cat"], ["dog"], ["the"]]))
second.adapt(np.array([["x"], ["cat"]]))
words.adapt(np.array(["some words here", "more words"]))
numbers.adapt(np.array([[3], [9]]))
parts = [L.Embedding(9, 2, name=f"e{i}")(found) for i, found in enumerate([first(text), second(text), words(text), numbers(number)])]
model = keras.Model([text, number], L.Dense(2, name="d")(L.Concatenate(axis=1)(parts)))
texts, values = np.array([["the"], ["cat"], ["some words"], ["more"]]), np.array([[3, 9], [1, 2], [9, 9], [3, 1]], "float32")
answer = np.array(model([tf.constant(texts), tf.constant(values)]))
tag = "k" + "".join(keras.__version__.split(".")[:2])
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), f"lookups.{tag}")
np.savez(path + ".npz", x0=texts, x1=values, y0=answer)
model.save(path + ".keras", **({} if keras.__version__.startswith("3") else {"save_format": "keras_v3"}))
