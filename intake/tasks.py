"""Which work of this room runs in the background?"""
