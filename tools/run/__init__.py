"""How does the whole product run on one desk? `python -m tools.run` starts every part and ends what it started."""
