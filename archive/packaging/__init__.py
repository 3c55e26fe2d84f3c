"""Which bytes make a lasting archive package, and is a given package whole? Pure: no Django, no database."""
