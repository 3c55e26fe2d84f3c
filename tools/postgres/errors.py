"""What is raised when the embedded PostgreSQL cannot be had? The message is for the person at the desk."""


class DatabaseError(RuntimeError):
    """The server cannot be made or started; the message says why and what to do, in Vietnamese."""
