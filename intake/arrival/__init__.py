"""What becomes of a file that arrives: may it be taken, and how do its pages come out of it?"""
