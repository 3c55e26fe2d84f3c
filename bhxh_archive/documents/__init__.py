"""How does the office put a document on paper or into PDF/A: rendering, stamps, codes, scans, text layer, lint."""
