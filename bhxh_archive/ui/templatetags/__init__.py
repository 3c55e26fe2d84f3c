"""Which tags may templates load?"""
