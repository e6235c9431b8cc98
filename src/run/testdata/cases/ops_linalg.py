# Read by make.py: keras.ops.linalg as graph nodes.
exec(open(os.path.join(HERE, "cases", "ops_numpy.py")).read().split("\nif K3:\n")[0])  # FEED and sweep
MORE = {
    "sq": ((3, 3), F, [[[4.0, 1.0, -0.5], [0.25, 3.0, 1.0], [-1.0, 0.5, 5.0]], [[0.0, 2.0, 1.0], [1.0, 0.5, -1.0], [3.0, -2.0, 0.25]]]),
    "pd": ((3, 3), F, [[[4.0, 1.0, 0.5], [1.0, 3.0, -0.25], [0.5, -0.25, 2.0]], [[2.0, -0.5, 0.0], [-0.5, 1.0, 0.25], [0.0, 0.25, 5.0]]]),
    "rhs": ((3, 2), F, None),
    "vec": ((3,), F, None),
    "deep": ((2, 3, 3), F, [[[[4.0, 1.0, -0.5], [0.25, 3.0, 1.0], [-1.0, 0.5, 5.0]], [[2.0, 2.0, 1.0], [1.0, 0.5, -1.0], [3.0, -2.0, 0.25]]]] * 2),
    "sing": ((2, 2), F, [[[1.0, 2.0], [2.0, 4.0]], [[1.0, 0.0], [0.5, 2.0]]]),
}

if K3:
    ops = keras.ops
    def linalg(name, *builders):
        sweep(name, *builders, feed=MORE)
    linalg("norm of vectors", lambda x: ops.norm(x, axis=1), lambda x: ops.norm(x, axis=-1, keepdims=True), lambda x: ops.norm(x, ord=1, axis=-1), lambda x: ops.norm(x, ord=3, axis=1), lambda x: ops.norm(x, ord=0, axis=1), lambda i: ops.norm(i, axis=1), lambda x: ops.norm(x, ord=2, axis=2), lambda n: ops.norm(n, axis=-1), lambda v: ops.norm(v), lambda p: ops.norm(p, ord=-2, axis=1))
    linalg("norm of matrices", lambda x: ops.norm(x, axis=(1, 2)), lambda x: ops.norm(x, ord="fro", axis=(-2, -1)), lambda x: ops.norm(x, ord=1, axis=(1, 2)), lambda x: ops.norm(x, ord=-1, axis=(1, 2), keepdims=True), lambda x: ops.norm(x, ord=1, axis=(2, 0), keepdims=True))
    linalg("det", lambda sq: ops.det(sq), lambda deep: ops.det(deep), lambda sing: ops.det(sing), lambda sq: ops.slogdet(sq), lambda sing: ops.slogdet(sing))
    linalg("inv", lambda sq: ops.inv(sq), lambda deep: ops.inv(deep))
    linalg("solve", lambda sq, rhs: ops.solve(sq, rhs), lambda deep: ops.solve(deep, deep[..., :1]), lambda sq, vec: ops.solve(sq, vec))
    linalg("solve triangular", lambda pd, rhs: ops.solve_triangular(pd, rhs), lambda pd, rhs: ops.solve_triangular(pd, rhs, lower=True), lambda pd, vec: ops.solve_triangular(pd, vec, lower=True))
    linalg("cholesky", lambda pd: ops.cholesky(pd), lambda pd: ops.cholesky(pd, upper=True), lambda pd: ops.cholesky_inverse(ops.cholesky(pd)), lambda pd: ops.cholesky_inverse(ops.cholesky(pd, upper=True), upper=True))
    linalg("logdet", lambda pd: ops.logdet(pd))
