"""How do hundreds of thousands of synthetic dossiers come to lie in the tables, as if years of work had passed?

`grow(to=300_000)` is a tool of the benchmarks and their tests alone: it writes into the tables past every verb of the
product. What is like real life and what is not stands in docs/figures.md.
"""

from benchmarks.stage.crowd.growing import EVEN, SHARES, grow

__all__ = ["EVEN", "SHARES", "grow"]
