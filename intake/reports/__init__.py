"""How do numbers of the desk become sheets that leave the product?"""
