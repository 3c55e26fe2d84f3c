"""How much may one uploaded file cost this machine?"""

from dataclasses import dataclass

MIB = 1024 * 1024
OUT_OF_MEMORY = 77  # exit status of a child that reached its memory ceiling


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings for one file and for the child process that reads it.

    `max_pixels` holds per page (A0 at 200 dpi is 62 million), `max_dimension` per side in pixels;
    `memory_bytes` is the address space of the child, `seconds` its processor and wall time per call.
    """

    max_bytes: int = 500 * MIB
    max_pages: int = 2000
    max_pixels: int = 100_000_000
    max_dimension: int = 30_000
    memory_bytes: int = 1536 * MIB
    seconds: int = 120

    @property
    def max_stream_bytes(self) -> int:
        """The most that one compressed stream may unpack to: the largest allowed page in 32-bit colour."""
        return self.max_pixels * 4


DEFAULT = Limits()
TYPESETTING = Limits(memory_bytes=1024 * MIB, seconds=10)
"""For one form of ours: an example takes a tenth of a second."""
