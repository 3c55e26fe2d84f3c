"""How does a leader sign with a token on their own computer? A small program there; see docs/signing-agent.md."""
