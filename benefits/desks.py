"""Which queues does this room put on the desks?"""
