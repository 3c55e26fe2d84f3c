"""On a machine busy with other work a slow moment is no failure: property tests here have no time limit per example."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
