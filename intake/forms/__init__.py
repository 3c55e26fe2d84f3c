"""What may be typed at reception, and what is said of it? One module per kind of page."""
