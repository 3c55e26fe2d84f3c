"""Where did a parser give up? For the log, without the message, which may quote names out of certificates."""

from traceback import extract_tb


def trace(problem: BaseException) -> str:
    """Kind of the exception and the last place in the code it passed, as `ValueError at core.py:123`."""
    frames = extract_tb(problem.__traceback__)
    place = f" at {frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
    return f"{type(problem).__name__}{place}"
