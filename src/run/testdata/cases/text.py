# Read by make.py: text, vocabularies and hashes.
NAMES = [["the", "cat"], ["dog", "fish"], ["", "cat"], ["[UNK]", "Dog"]]
LONG = [["x" * 9], ["a word of more than sixteen bytes"], ["é日本"], ["y" * 70], [""], ["cat"], ["z" * 140]]
NUMBERS = [[5, 7], [42, 9], [0, 5], [-3, 8]]
TEXTS = [["The cat, sat!"], ["on the   mat\tÉté"], ["dog & cat dog"], [""]]


def words(name, make, values=NAMES, dtype="string"):
    values = np.array(values, dtype=object if dtype == "string" else dtype)
    case(name, [(values.shape[1:], dtype)], lambda x: make()(x), values=[values])


def adapted(name, make, data, values, dtype="string"):
    """A layer with a vocabulary of its own, which a file keeps beside the weights."""
    made = make()
    made.adapt(np.array(data))
    before = len(cases)
    words(name, lambda: made, values, dtype)
    if len(cases) == before:
        return
    inner = getattr(made, "_lookup_layer", made)
    stored = {"vocabulary": pack(np.array([str(w.decode() if isinstance(w, bytes) else w) for w in inner.get_vocabulary()], dtype=object))}
    if inner.output_mode == "tf_idf":
        stored["vars/idf_weights"] = pack(np.array(inner.idf_weights_const))
    cases[-1]["weights"][made.name] = stored


VOCABULARY = ["the", "cat", "dog"]
words("string lookup", lambda: L.StringLookup(vocabulary=VOCABULARY))
words("string lookup rank 1", lambda: L.StringLookup(vocabulary=VOCABULARY), values=["cat", "fish", "dog"])
words("string lookup rank 3", lambda: L.StringLookup(vocabulary=VOCABULARY), values=[[["cat", "the"], ["a", "dog"]], [["dog", "b"], ["c", "cat"]]])
words("string lookup with mask", lambda: L.StringLookup(vocabulary=VOCABULARY, mask_token=""))
words("string lookup special tokens listed", lambda: L.StringLookup(vocabulary=["", "[UNK]", *VOCABULARY], mask_token=""))
words("string lookup other oov token listed", lambda: L.StringLookup(vocabulary=["?", *VOCABULARY], oov_token="?"))
words("string lookup no oov", lambda: L.StringLookup(vocabulary=VOCABULARY, num_oov_indices=0), values=[["cat"], ["the"]])
words("string lookup no oov masked", lambda: L.StringLookup(vocabulary=VOCABULARY, num_oov_indices=0, mask_token="-"), values=[["cat"], ["-"]])
for n in (2, 3, 7):
    words(f"string lookup {n} buckets", lambda: L.StringLookup(vocabulary=VOCABULARY, num_oov_indices=n, mask_token="" if n == 3 else None), values=[*NAMES, ["a", "b"], ["c", "unknown words"]])
for mode in ("one_hot", "multi_hot", "count"):
    words(f"string lookup {mode}", lambda: L.StringLookup(vocabulary=VOCABULARY, output_mode=mode))
    words(f"string lookup {mode} masked", lambda: L.StringLookup(vocabulary=VOCABULARY, output_mode=mode, mask_token="", num_oov_indices=2))
    words(f"string lookup {mode} padded", lambda: L.StringLookup(vocabulary=VOCABULARY, output_mode=mode, max_tokens=6, pad_to_max_tokens=True))
    words(f"string lookup {mode} single", lambda: L.StringLookup(vocabulary=VOCABULARY, output_mode=mode), values=[["cat"], ["a"], ["the"]])
    words(f"string lookup {mode} rank 1", lambda: L.StringLookup(vocabulary=VOCABULARY, output_mode=mode), values=["cat", "a", "cat"])
    words(f"string lookup {mode} rank 3", lambda: L.StringLookup(vocabulary=VOCABULARY, output_mode=mode), values=[[["cat", "the"], ["a", "dog"]], [["dog", "b"], ["c", "cat"]]])
words("string lookup tf idf", lambda: L.StringLookup(vocabulary=VOCABULARY, output_mode="tf_idf", idf_weights=[0.5, 0.25, 2.0]))
words("string lookup tf idf special listed", lambda: L.StringLookup(vocabulary=["[UNK]", *VOCABULARY], output_mode="tf_idf", idf_weights=[0.1, 0.5, 0.25, 2.0]))
words("string lookup tf idf padded", lambda: L.StringLookup(vocabulary=VOCABULARY, output_mode="tf_idf", idf_weights=[0.5, 0.25, 2.0], max_tokens=7, pad_to_max_tokens=True, num_oov_indices=2))
words("string lookup inverted", lambda: L.StringLookup(vocabulary=VOCABULARY, invert=True), values=[[0, 1], [2, 3], [4, 9]], dtype="int32")
words("string lookup inverted masked", lambda: L.StringLookup(vocabulary=VOCABULARY, invert=True, mask_token="-", oov_token="?", num_oov_indices=2), values=[[0, 1], [2, 3], [4, 5]], dtype="int32")
SEEN = [["cat"], ["cat"], ["dog"], ["the"], ["the"], ["the"]]
adapted("string lookup adapted", lambda: L.StringLookup(), SEEN, NAMES)
adapted("string lookup adapted masked", lambda: L.StringLookup(mask_token="", num_oov_indices=2), SEEN, NAMES)
adapted("string lookup adapted multi hot", lambda: L.StringLookup(mask_token="", output_mode="multi_hot", max_tokens=3), SEEN, NAMES)
adapted("string lookup adapted tf idf", lambda: L.StringLookup(output_mode="tf_idf"), SEEN, NAMES)
adapted("string lookup adapted tf idf padded", lambda: L.StringLookup(output_mode="tf_idf", max_tokens=9, pad_to_max_tokens=True), SEEN, NAMES)

words("integer lookup", lambda: L.IntegerLookup(vocabulary=[5, 7, 42]), NUMBERS, "int64")
words("integer lookup of floats", lambda: L.IntegerLookup(vocabulary=[5, 7, 42]), [[5.9, 7.0], [-0.5, 42.0]], "float32")
words("integer lookup masked", lambda: L.IntegerLookup(vocabulary=[5, 7, 42], mask_token=0), NUMBERS, "int64")
words("integer lookup special listed", lambda: L.IntegerLookup(vocabulary=[0, -1, 5, 7, 42], mask_token=0), NUMBERS, "int64")
words("integer lookup 3 buckets", lambda: L.IntegerLookup(vocabulary=[5, 7, 42], num_oov_indices=3), NUMBERS, "int64")
words("integer lookup 2 buckets masked", lambda: L.IntegerLookup(vocabulary=[5, 7, 42], num_oov_indices=2, mask_token=9), NUMBERS, "int32")
words("integer lookup inverted", lambda: L.IntegerLookup(vocabulary=[5, 7, 42], invert=True), [[0, 1], [2, 3], [4, 9]], "int64")
words("integer lookup inverted masked", lambda: L.IntegerLookup(vocabulary=[5, 7, 42], invert=True, mask_token=-9, oov_token=-7, num_oov_indices=2), [[0, 1], [2, 3], [4, 9]], "int64")
for mode in ("one_hot", "multi_hot", "count"):
    words(f"integer lookup {mode}", lambda: L.IntegerLookup(vocabulary=[5, 7, 42], output_mode=mode, mask_token=0), NUMBERS, "int64")
    words(f"integer lookup {mode} padded", lambda: L.IntegerLookup(vocabulary=[5, 7, 42], output_mode=mode, num_oov_indices=2, max_tokens=8, pad_to_max_tokens=True), NUMBERS, "int64")
words("integer lookup tf idf", lambda: L.IntegerLookup(vocabulary=[5, 7, 42], output_mode="tf_idf", idf_weights=[0.5, 0.25, 2.0]), NUMBERS, "int64")
adapted("integer lookup adapted", lambda: L.IntegerLookup(mask_token=0), [[5], [5], [7], [42], [42], [42], [0]], NUMBERS, "int64")
adapted("integer lookup adapted counts", lambda: L.IntegerLookup(output_mode="count", max_tokens=3), [[5], [5], [7], [42], [42], [42], [0]], NUMBERS, "int64")
if K3:
    try:
        words("integer lookup farmhash", lambda: L.IntegerLookup(vocabulary=[5, 7, 42], num_oov_indices=5, oov_method="farmhash"), [[1, 2], [3, 4], [-5, 42], [1000000, 8]], "int64")
        words("integer lookup siphash", lambda: L.IntegerLookup(vocabulary=[5, 7, 42], num_oov_indices=5, oov_method="farmhash", salt=7), [[1, 2], [3, 4], [-5, 42], [1000000, 8]], "int64")
        words("string lookup salted", lambda: L.StringLookup(vocabulary=VOCABULARY, num_oov_indices=5, salt=[3, 9]), [*NAMES, ["a", "b"], ["c", "unknown words"]])
    except TypeError:
        pass

for mode in ("int", "one_hot", "multi_hot", "count"):
    words(f"hashing {mode}", lambda: L.Hashing(7, output_mode=mode))
    words(f"hashing {mode} single", lambda: L.Hashing(5, output_mode=mode, salt=133), LONG)
    words(f"hashing {mode} of numbers", lambda: L.Hashing(6, output_mode=mode, mask_value=5), NUMBERS, "int32")
words("hashing long texts", lambda: L.Hashing(100003), LONG)
words("hashing long texts salted", lambda: L.Hashing(100003, salt=[1, 99]), LONG)
words("hashing masked", lambda: L.Hashing(50, mask_value="cat"))
words("hashing numbers salted", lambda: L.Hashing(1000, salt=-5), NUMBERS, "int64")
words("hashing one bin masked", lambda: L.Hashing(1, mask_value="cat"))
words("hashing rank 1", lambda: L.Hashing(9, output_mode="one_hot"), ["a", "b", "cat"])
words("hashing rank 3", lambda: L.Hashing(9, output_mode="one_hot"), [[["a"], ["b"]], [["c"], ["cat"]]])
words("hashing rank 3 counts", lambda: L.Hashing(4, output_mode="count"), [[["a", "x"], ["b", "y"]], [["c", "z"], ["cat", "w"]]])
if K3:
    words("hashing fractions", lambda: L.Hashing(1000), [[1.9, 2.0], [-3.5, 7.0]], "float32")


def cross(name, make, *features):
    arrays = [np.array(f, dtype=object if isinstance(np.ravel(f)[0], str) else "int64") for f in features]
    case(name, [(a.shape[1:], "string" if a.dtype == object else "int64") for a in arrays], lambda *x: make()(list(x)), values=arrays, answer=lambda model, fed: model([tf.constant(x) for x in fed], training=False))


A, B = [["red"], ["green"], ["blue"]], [[3], [-7], [3]]
cross("crossing", lambda: L.HashedCrossing(100003), A, B)
cross("crossing three", lambda: L.HashedCrossing(100003), A, B, [["x"], ["y"], ["z" * 30]])
cross("crossing one hot", lambda: L.HashedCrossing(6, output_mode="one_hot"), A, B)
cross("crossing rank 1", lambda: L.HashedCrossing(1000), ["a", "b"], [5, 6])
cross("crossing rank 1 one hot", lambda: L.HashedCrossing(5, output_mode="one_hot"), ["a", "b"], [5, 6])

TV = ["cat", "dog", "the", "été", "the cat", "c", "a", "mat"]
for standardize in ("lower_and_strip_punctuation", "lower", "strip_punctuation", None):
    for split in ("whitespace", "character", None):
        words(f"text {standardize} {split}", lambda: L.TextVectorization(standardize=standardize, split=split, vocabulary=TV, output_sequence_length=None), TEXTS)
words("text of length 2", lambda: L.TextVectorization(vocabulary=TV, output_sequence_length=2), TEXTS)
words("text of length 9", lambda: L.TextVectorization(vocabulary=TV, output_sequence_length=9), TEXTS)
words("text not split of length 3", lambda: L.TextVectorization(vocabulary=TV, split=None, output_sequence_length=3), NAMES)
words("text rank 1", lambda: L.TextVectorization(vocabulary=TV), ["the cat", "a"])
words("text rank 3", lambda: L.TextVectorization(vocabulary=TV, output_sequence_length=3), [[["the cat"], ["a dog here"]], [["cat"], [""]]])
words("text pairs", lambda: L.TextVectorization(vocabulary=TV, ngrams=2), TEXTS)
words("text triples", lambda: L.TextVectorization(vocabulary=TV, ngrams=(1, 3)), TEXTS)
words("text pairs not split", lambda: L.TextVectorization(vocabulary=TV, ngrams=(2,), split=None), NAMES)
for mode in ("multi_hot", "count"):
    words(f"text {mode}", lambda: L.TextVectorization(vocabulary=TV, output_mode=mode), TEXTS)
    words(f"text {mode} padded", lambda: L.TextVectorization(vocabulary=TV, output_mode=mode, max_tokens=12, pad_to_max_tokens=True), TEXTS)
    words(f"text {mode} not split", lambda: L.TextVectorization(vocabulary=TV, output_mode=mode, split=None), NAMES)
    words(f"text {mode} pairs", lambda: L.TextVectorization(vocabulary=TV, output_mode=mode, ngrams=2), TEXTS)
words("text one hot not split", lambda: L.TextVectorization(vocabulary=TV, output_mode="one_hot", split=None), NAMES)
words("text tf idf", lambda: L.TextVectorization(vocabulary=TV, output_mode="tf_idf", idf_weights=[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]), TEXTS)
LINES = ["the cat sat on the mat", "a dog sat", "The dog!"]
adapted("text adapted", lambda: L.TextVectorization(), LINES, TEXTS)
adapted("text adapted of length 4", lambda: L.TextVectorization(max_tokens=6, output_sequence_length=4), LINES, TEXTS)
adapted("text adapted counts", lambda: L.TextVectorization(output_mode="count", ngrams=2), LINES, TEXTS)
adapted("text adapted tf idf", lambda: L.TextVectorization(output_mode="tf_idf"), LINES, TEXTS)
adapted("text adapted tf idf padded", lambda: L.TextVectorization(output_mode="tf_idf", max_tokens=20, pad_to_max_tokens=True), LINES, TEXTS)
