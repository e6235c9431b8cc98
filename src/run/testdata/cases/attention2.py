# Attention with and without heads, masks of every kind. Read by make.py.
VERSION = tuple(int(part) for part in keras.__version__.split(".")[:2])
seq, other, ids = (4, 6), (3, 6), ((4,), "int32")
tokens = [[[2, 3, 0, 0], [4, 0, 5, 1]]]
empty = [[[0, 0, 0, 0], [4, 0, 5, 1]]]
one = lambda n, kw={}, **call: (lambda x: L.MultiHeadAttention(**{"num_heads": 2, "key_dim": 3, **kw})(x, x, **call))
embed = lambda: L.Embedding(6, 6, mask_zero=True)


def self_attention(kw={}, read=None, **call):
    def build(x):
        e = embed()(x)
        y = L.MultiHeadAttention(**{"num_heads": 2, "key_dim": 3, **kw})(e, e, **call)
        return y if read is None else read(y)
    return build


mask3 = ((4, 3), "bool")
rows = [[[1, 1, 0], [1, 0, 1], [0, 0, 1], [0, 0, 0]], [[1, 1, 1], [0, 0, 1], [1, 0, 0], [0, 1, 0]]]
mha = L.MultiHeadAttention
case("mha value dim", [seq, other], lambda q, v: mha(2, 3, value_dim=5)(q, v))
case("mha key apart", [seq, other, (3, 5)], lambda q, v, k: mha(2, 3)(q, v, key=k))
case("mha key by position", [seq, other, (3, 6)], lambda q, v, k: mha(3, 2)(q, v, k))
case("mha by keyword", [seq, other], lambda q, v: mha(3, 2)(query=q, value=v)) if K3 else None
case("mha no bias", [seq], one(2, {"use_bias": False}))
case("mha output shape", [seq], one(2, {"output_shape": 5}))
case("mha output shape two", [seq], one(2, {"output_shape": (2, 5)}))
case("mha scores", [seq, other], lambda q, v: mha(2, 3)(q, v, return_attention_scores=True))
case("mha causal", [seq], one(2, use_causal_mask=True))
case("mha causal longer values", [other, seq], lambda q, v: mha(2, 3)(q, v, use_causal_mask=True))
case("mha causal scores", [seq], one(2, use_causal_mask=True, return_attention_scores=True))
case("mha causal dropout", [seq], one(2, {"dropout": 0.3}, use_causal_mask=True))
case("mha mask", [seq, other, mask3], lambda q, v, m: mha(2, 3)(q, v, attention_mask=m), values=[None, None, rows])
case("mha mask scores", [seq, other, mask3], lambda q, v, m: mha(2, 3)(q, v, attention_mask=m, return_attention_scores=True), values=[None, None, rows])
case("mha mask dropout", [seq, other, mask3], lambda q, v, m: mha(2, 3, dropout=0.4)(q, v, attention_mask=m), values=[None, None, rows])
case("mha mask int", [seq, other, ((4, 3), "int32")], lambda q, v, m: mha(2, 3)(q, v, attention_mask=m), values=[None, None, rows]) if VERSION >= (3, 7) else None
case("mha mask of heads", [seq, other, ((2, 4, 3), "bool")], lambda q, v, m: mha(2, 3)(q, v, attention_mask=m), values=[None, None, [[rows[0], rows[1]], [rows[1], rows[0]]]])
case("mha mask causal", [seq, other, mask3], lambda q, v, m: mha(2, 3)(q, v, attention_mask=m, use_causal_mask=True), values=[None, None, rows])
case("mha axes", [(2, 3, 4)], one(2, {"attention_axes": (2,)}))
case("mha axes first", [(2, 3, 4)], one(2, {"attention_axes": 1}))
case("mha axes turned", [(2, 3, 4)], one(2, {"attention_axes": (2, 1)}))
case("mha axes negative", [(2, 3, 4)], one(2, {"attention_axes": (-2,)})) if VERSION >= (3, 12) else None
case("mha axes none", [(2, 3, 4)], one(2))
case("mha axes mask", [(2, 3, 4), ((3, 3), "bool")], lambda x, m: mha(2, 3, attention_axes=(2,))(x, x, attention_mask=m), values=[None, [[[1, 0, 1], [1, 1, 0], [0, 0, 1]], [[0, 1, 1], [0, 0, 0], [1, 0, 1]]]])
for name, given in (("", tokens), (" empty row", empty)):
    case(f"mha embedded{name}", [ids], self_attention(), values=given)
    case(f"mha embedded scores{name}", [ids], self_attention(return_attention_scores=True), values=given)
    case(f"mha embedded dropout{name}", [ids], self_attention({"dropout": 0.1}), values=given)
    case(f"mha embedded causal{name}", [ids], self_attention(use_causal_mask=True), values=given)
    case(f"mha embedded read on{name}", [ids], self_attention(read=lambda y: L.LSTM(2, return_sequences=True)(y)), values=given)
case("mha embedded cross", [ids, ((3,), "int32")], lambda a, b: mha(2, 3)(embed()(a), embed()(b)), values=[tokens[0], [[1, 0, 2], [0, 0, 3]]])
case("mha embedded key", [ids, ((3,), "int32"), (3, 6)], lambda a, b, v: mha(2, 3)(embed()(a), v, key=embed()(b)), values=[tokens[0], [[1, 0, 2], [0, 0, 3]], None])
case("mha embedded attention mask", [ids, ((4, 4), "bool")], lambda a, m: (lambda e: mha(2, 3)(e, e, attention_mask=m))(embed()(a)), values=[tokens[0], np.random.default_rng(3).integers(0, 2, (2, 4, 4))])
if K3:
    case("mha query mask given", [seq, other, ((4,), "bool")], lambda q, v, m: mha(2, 3)(q, v, query_mask=m), values=[None, None, [[1, 1, 0, 1], [0, 1, 1, 1]]])
    case("mha value mask given", [seq, other, ((3,), "bool")], lambda q, v, m: mha(2, 3)(q, v, value_mask=m), values=[None, None, [[1, 1, 0], [0, 1, 1]]])
    case("mha key mask given", [seq, other, ((3,), "bool")], lambda q, v, m: mha(2, 3)(q, v, key=v, key_mask=m), values=[None, None, [[1, 1, 0], [0, 1, 1]]])
    case("mha query mask given over its own", [ids, other, ((4,), "bool")], lambda q, v, m: mha(2, 3, dropout=0.1)(embed()(q), v, query_mask=m), values=[tokens[0], None, [[1, 1, 0, 1], [0, 1, 1, 1]]])
if VERSION >= (3, 14):
    case("mha gate", [seq, other], lambda q, v: mha(2, 3, value_dim=4, use_gate=True)(q, v))
    case("mha gate no bias scores", [seq], one(2, {"use_gate": True, "use_bias": False}, return_attention_scores=True))
if VERSION >= (3, 15):
    case("mha window", [(6, 4)], one(2, {"sliding_window": 2}))
    case("mha window causal", [(6, 4)], one(2, {"sliding_window": 3}, use_causal_mask=True))
    case("mha window causal scores", [(6, 4)], one(2, {"sliding_window": 1}, use_causal_mask=True, return_attention_scores=True))
    case("mha window mask", [ids], self_attention({"sliding_window": 2}), values=tokens)
if K3:
    gqa = L.GroupQueryAttention
    case("gqa", [seq, other], lambda q, v: gqa(3, 4, 2)(q, v))
    # Whole .h5 files name the class itself, not what it is exported as.
    cases.append(json.loads(json.dumps({**cases[-1], "name": "gqa as h5 names it"}).replace('"GroupQueryAttention"', '"GroupedQueryAttention"')))
    case("gqa one group", [seq, other, (3, 6)], lambda q, v, k: gqa(3, 4, 1, use_bias=False)(q, v, key=k))
    case("gqa causal", [seq], lambda x: gqa(2, 4, 4)(x, x, use_causal_mask=True))
    case("gqa scores", [seq], lambda x: gqa(2, 4, 2)(x, x, return_attention_scores=True)[0])
    case("gqa scores two", [seq], lambda x: gqa(2, 4, 2)(x, x, return_attention_scores=True)) if VERSION >= (3, 15) else None
    case("gqa dropout mask", [seq, other, mask3], lambda q, v, m: gqa(3, 2, 1, dropout=0.2)(q, v, attention_mask=m), values=[None, None, rows])
    case("gqa mask", [seq, other, mask3], lambda q, v, m: gqa(3, 2, 1)(q, v, attention_mask=m), values=[None, None, rows])
    for name, given in (("", tokens), (" empty row", empty)):
        case(f"gqa embedded{name}", [ids], lambda x: (lambda e: L.LSTM(2)(gqa(2, 4, 2)(e, e)))(embed()(x)), values=given)
    case("gqa then reader", [ids], lambda x: (lambda e: [gqa(2, 4, 2)(e, e), L.LSTM(2)(e)])(embed()(x)), values=tokens)
    if VERSION >= (3, 14):
        case("gqa gate", [seq, other], lambda q, v: gqa(3, 4, 2, use_gate=True)(q, v))
    if VERSION >= (3, 15):
        case("gqa window", [(6, 4)], lambda x: gqa(2, 4, 2, sliding_window=2)(x, x))
        case("gqa window causal mask", [ids], lambda x: (lambda e: gqa(2, 4, 2, sliding_window=2)(e, e, use_causal_mask=True))(embed()(x)), values=tokens)
bits = lambda *shape: np.random.default_rng(5).integers(0, 2, shape)
for mode in ("dot", "concat"):
    for scale in (False, True):
        case(f"attention {mode} scale {scale}", [seq, other], lambda q, v: L.Attention(use_scale=scale, score_mode=mode)([q, v]))
case("attention key", [seq, other, (3, 6)], lambda q, v, k: L.Attention()([q, v, k]))
case("attention value wider", [seq, (3, 5), (3, 6)], lambda q, v, k: L.Attention()([q, v, k]))
case("attention causal scores", [seq, other], lambda q, v: L.Attention(score_mode="concat")([q, v], use_causal_mask=True, return_attention_scores=True)) if VERSION != (3, 3) else None
case("attention dropout", [seq, other], lambda q, v: L.Attention(dropout=0.3)([q, v]))
if VERSION >= (3, 12) or not K3:
    case("attention masks given", [seq, other, ((4,), "bool"), ((3,), "bool")], lambda q, v, m, n: L.Attention()([q, v], mask=[m, n]), values=[None, None, [[1, 0, 1, 1], [0, 1, 1, 0]], [[1, 0, 1], [0, 0, 0]]])
    case("attention embedded masks", [ids, ((3,), "int32")], lambda a, b: L.LSTM(2)(L.Attention(use_scale=True)([embed()(a), embed()(b)])), values=[tokens[0], [[1, 0, 2], [0, 0, 3]]])
    case("attention embedded empty", [ids, ((3,), "int32")], lambda a, b: L.Attention()([embed()(a), embed()(b)]), values=[tokens[0], [[0, 0, 0], [0, 0, 3]]])
    case("attention additive embedded", [ids], lambda a: (lambda e: L.AdditiveAttention()([e, e]))(embed()(a)), values=tokens)
case("attention embedded masks of two", [((2,), "int32")], lambda a: (lambda e: L.LSTM(2)(L.Attention()([e, e])))(embed()(a)), values=[[[2, 0], [0, 3]]])
case("attention causal embedded masks", [ids, ((3,), "int32")], lambda a, b: L.LSTM(2)(L.Attention()([embed()(a), embed()(b)], use_causal_mask=True)), values=[tokens[0], [[1, 0, 2], [0, 0, 3]]])
case("attention additive", [seq, other], lambda q, v: L.AdditiveAttention()([q, v]))
case("attention additive plain", [seq, other, (3, 6)], lambda q, v, k: L.AdditiveAttention(use_scale=False)([q, v, k], use_causal_mask=True))
if not K3:
    case("attention rank 4", [(2, 3, 4), (2, 5, 4)], lambda q, v: L.Attention(use_scale=True)([q, v]))
    case("attention additive rank 4", [(2, 3, 4), (2, 5, 4)], lambda q, v: L.AdditiveAttention()([q, v]))
if VERSION >= (3, 15):
    case("attention rank 4", [(2, 3, 4), (2, 5, 4)], lambda q, v: L.Attention(use_scale=True)([q, v]))
    case("attention rank 4 causal", [(2, 3, 4), (2, 5, 4)], lambda q, v: L.Attention(score_mode="concat")([q, v], use_causal_mask=True))
for axis in (-1, 1, [1, 2], [2]):
    case(f"softmax mask axis {axis}", [(3, 4), ((3, 4), "bool")], lambda x, m: L.Softmax(axis=axis)(x, mask=m), values=[None, [[[1, 0, 1, 1], [0, 0, 0, 0], [1, 1, 0, 0]], [[1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0]]]])
case("softmax mask all", [(3, 4), ((3, 4), "bool")], lambda x, m: L.Softmax(axis=[1, 2])(x, mask=m), values=[None, [[[0] * 4] * 3, [[1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0]]]])
case("softmax mask of numbers", [(4,), ((4,), "float32")], lambda x, m: L.Softmax()(x, mask=m), values=[None, [[1, 0, 1, 1], [0, 1, 0, 0]]])
case("softmax mask broad", [(3, 4), ((1, 4), "bool")], lambda x, m: L.Softmax()(x, mask=m), values=[None, [[[1, 0, 1, 1]], [[0, 1, 1, 0]]]])
