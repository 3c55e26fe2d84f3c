"""Which verbs change something at reception? One module per kind of work; views, tasks and commands call these."""
