"""How is an employer's list read, compared line by line and given out again?"""
