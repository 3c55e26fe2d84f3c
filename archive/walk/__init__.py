"""How does one dossier go the whole way, by the same actions as the web pages? The operator's smoke test."""
