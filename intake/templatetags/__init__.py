"""Template tags of the intake room."""
