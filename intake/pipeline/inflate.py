"""How large would a compressed stream become, without ever holding it?"""

import zlib
from collections.abc import Iterable, Iterator

_PIECE = 1 << 20


def unpacks_beyond(raw: bytes, stages: int, ceiling: int) -> bool:
    """True when `raw`, deflated `stages` times over, grows past `ceiling` bytes; memory stays at one piece a stage."""
    pieces: Iterable[bytes] = (raw,)
    for _ in range(stages):
        pieces = _inflated(pieces)
    total = 0
    try:
        for piece in pieces:
            total += len(piece)
            if total > ceiling:
                return True
    except zlib.error:
        return False  # a damaged stream is not a bomb; the page that uses it is judged when it is drawn
    return False


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    decoder = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest and not decoder.eof:
            yield decoder.decompress(rest, _PIECE)
            rest = decoder.unconsumed_tail
