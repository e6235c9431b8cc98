"""Configs as Keras writes them, for a Sequential chain of Dense layers."""

NAMES = ("kernel", "bias")


def layer_name(index: int) -> str:
    """Keras' own counting: dense, dense_1, dense_2 …"""
    return f"dense_{index}" if index else "dense"


def keras3(layers: int, units: int) -> dict:
    """The config.json of Keras 3."""
    chain = [_entry("InputLayer", _input("batch_shape", units))]
    for index in range(layers):
        entry = _entry("Dense", _dense(index, units, {"module": "keras", "class_name": "DTypePolicy",
                                                      "config": {"name": "float32"}, "registered_name": None}))
        chain.append({**entry, "build_config": {"input_shape": [None, units]}})
    config = {"name": "sequential", "trainable": True, "dtype": "float32", "layers": chain,
              "build_input_shape": [None, units]}
    return {"module": "keras", "class_name": "Sequential", "config": config, "registered_name": None,
            "build_config": {"input_shape": [None, units]}}


def legacy(layers: int, units: int) -> dict:
    """The model_config attribute of Keras 2."""
    chain = [{"class_name": "InputLayer", "config": _input("batch_input_shape", units)}]
    chain += [{"class_name": "Dense", "config": _dense(index, units, "float32")} for index in range(layers)]
    return {"class_name": "Sequential", "config": {"name": "sequential", "layers": chain}}


def _entry(class_name: str, config: dict) -> dict:
    return {"module": "keras.layers", "class_name": class_name, "config": config, "registered_name": None}


def _input(shape_key: str, units: int) -> dict:
    return {shape_key: [None, units], "dtype": "float32", "sparse": False, "ragged": False, "name": "input_layer"}


def _dense(index: int, units: int, dtype: object) -> dict:
    def initializer(name: str, config: dict) -> dict:
        return {"module": "keras.initializers", "class_name": name, "config": config, "registered_name": None}

    return {"name": layer_name(index), "trainable": True, "dtype": dtype, "units": units, "activation": "linear",
            "use_bias": True, "kernel_initializer": initializer("GlorotUniform", {"seed": None}),
            "bias_initializer": initializer("Zeros", {}), "kernel_regularizer": None, "bias_regularizer": None,
            "activity_regularizer": None, "kernel_constraint": None, "bias_constraint": None}
