"""Which verbs change something in the archive? One module per kind of work."""
