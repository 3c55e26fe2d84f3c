"""How does a stranger's spreadsheet (XLSX or CSV) become rows of text? Hostile bytes: call through `sandbox`."""
