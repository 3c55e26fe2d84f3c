"""How do catalogue, offices and demo become rows? Loading twice changes nothing."""
