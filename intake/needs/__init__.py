"""What does a step still want? Sentences that say where it is mended; nothing here writes."""
