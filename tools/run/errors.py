"""What is raised when the product cannot run here? The message is for the person at the desk."""


class CannotRun(Exception):
    """The product cannot be started; the message says why and what to do, in Vietnamese."""
