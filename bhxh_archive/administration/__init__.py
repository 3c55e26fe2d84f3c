"""How do administrators keep users, functions and holidays?"""
