"""How fast is it, in ratios to what the same machine does without us?

A module here with a function ``measure() -> list[Row]`` is found and run by ``python -m benchmarks``.
"""
