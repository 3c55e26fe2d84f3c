"""How do offices outside the server's network scan? A small program there calls home; see docs/bridge.md."""
