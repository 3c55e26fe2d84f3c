"""What does libtiff say of bytes that it decodes as well as it can?

A broken strip of a fax-coded page (CCITT group 3 and 4) is no error to it: it tells stderr, leaves in the buffer what
was there, which is the strip before, and goes on; Pillow, and pikepdf by it, hand on a page with what nobody wrote.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_STDERR: Final = 2
_MOST: Final = 64 * 1024  # bytes; it may have something to say of every line
# Group 4 builds each line on the one before: whatever is said of one is damage. Group 3 begins anew with every line,
# and scanners end a line early without harm.
_BROKEN: Final = re.compile(r"^(Fax4\w*: |\w*Decode\w*: (?!Warning))", re.MULTILINE)


class Damaged(OSError):
    """The bytes were decoded, but not to the picture that was coded."""


@contextmanager
def listening() -> Iterator[None]:
    """Raises `Damaged` at the end when the library complained of what it decoded meanwhile.

    Takes the process's stderr for that time: for the confined children, which have one thing to do.
    """
    kept = os.dup(_STDERR)
    with tempfile.TemporaryFile() as heard:
        os.dup2(heard.fileno(), _STDERR)
        try:
            yield
        finally:
            os.dup2(kept, _STDERR)
            os.close(kept)
        heard.seek(0)
        said = heard.read(_MOST).decode(errors="replace")
    if broken := _BROKEN.search(said):
        raise Damaged(said[broken.start() :].splitlines()[0])
