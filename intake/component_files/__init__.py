"""Of what is the file of a component made, and how is one kept that arrived signed?"""
