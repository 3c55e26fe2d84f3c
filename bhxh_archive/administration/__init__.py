"""How do administrators keep users, functions, holidays and parameters? Every change leaves a sealed row."""
