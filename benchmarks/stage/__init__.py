"""On what do the benchmarks play: paper, a database of their own, a running product, a crowd of dossiers?"""
