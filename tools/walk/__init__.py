"""How does an operator try the whole way on real paper? `python -m tools.walk [FOLDER]`, on a site of its own."""
