"""Is a hex string read at once exactly what pyHanko reads digit by digit, also where it refuses one?"""

from importlib import import_module
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic

from bhxh_archive.signing import hexadecimal

_by_digit = hexadecimal._by_digit  # noqa: SLF001  # pyHanko's own reader, which ours must equal


def outcome(read: Any, content: bytes) -> tuple[object, ...]:
    """Kind and value of what is read and where the stream stands then, or the error's kind and words."""
    stream = BytesIO(content)
    try:
        value = read(stream)
    except Exception as error:  # noqa: BLE001  # whatever it is, it must be the same
        return type(error), str(error)
    return type(value), value, stream.tell()


@pytest.mark.parametrize(
    "content",
    [
        b"<>", b"<00ff> tail", b"<FeFf00410042>", b"<abc>", b"<a b\nc>", b"<0%comment\n1>", b"<0", b"<", b"<0g>",
        b"<" + b"0a" * 40000 + b">", b"<" + b"0" * 65533 + b">", b"<" + b"0" * 65534 + b">", b"<" + b"0" * 65535 + b">",
    ],
)  # fmt: skip
def test_it_reads_and_refuses_what_pyhanko_does(content: bytes) -> None:
    assert outcome(hexadecimal.read_hex_string, content) == outcome(_by_digit, content)


@given(st.text(alphabet="0123456789abcdefABCDEFgG% \t\r\n<>\0", max_size=40))
def test_it_reads_and_refuses_what_pyhanko_does_whatever_stands_there(text: str) -> None:
    content = b"<" + text.encode()
    assert outcome(hexadecimal.read_hex_string, content) == outcome(_by_digit, content)


def test_every_file_that_is_opened_here_is_read_so() -> None:
    import_module("bhxh_archive.signing.reading")
    assert generic.read_hex_string_from_stream is hexadecimal.read_hex_string
