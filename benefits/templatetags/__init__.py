"""Which tags do this room's templates use?"""
