"""Which settings does a process run with? `dev` at a desk, `test` under pytest, `production` on a server."""
