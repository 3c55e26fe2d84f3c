"""Which forms does the benefits unit fill in?"""
