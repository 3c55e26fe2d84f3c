"""How fast is it, in ratios to what the same machine does without us?

A module here has a function ``measure(*, tiny=False) -> list[Row]``: ``python -m benchmarks`` finds and runs it. `tiny`
is the rehearsal that tests make, so that no benchmark rots. What they play on lies in `stage`.
"""
