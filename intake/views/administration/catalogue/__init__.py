"""How does an administrator read the catalogue, and the chief one change it?"""
