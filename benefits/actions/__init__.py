"""Which verbs change something in the benefits unit? One module per kind of work."""
